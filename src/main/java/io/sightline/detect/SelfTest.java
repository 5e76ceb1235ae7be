package io.sightline.detect;

import io.sightline.detect.layout.Candidates;
import io.sightline.detect.layout.NonMaximumSuppression;
import io.sightline.detect.layout.YoloHead;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether an engine finds in a picture what the CPU finds in it, and is not the CPU itself. An
 * engine that is fast and wrong would pass bad parts: none is used before it has been compared.
 */
final class SelfTest {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());

  /** So many of the surest boxes are compared, however sure the network is of them. */
  private static final int BOXES = 20;

  /** How much the least similar of two boxes overlap. */
  private static final double LEAST_IOU = 0.9;

  /** How far confidences may be apart: other roundings, half precision. */
  static final double MOST_DIFFERENCE = 0.03;

  /**
   * The same for networks of 8-bit integers, whose engines round between layers each in its own
   * way; where answers are integers, too, two of their steps. Wrong sums of integers differ
   * otherwise: boxes of one engine are missing among the other's.
   */
  static final double MOST_OF_INTEGERS = 0.1;

  /** No engine that works takes longer to load a network and look once. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** One that builds itself for a network first may, on a small computer. */
  private static final Duration BUILDING = Duration.ofHours(2);

  /** Of boxes that the network is surer of than this, classes must be the same. */
  private static final float SURE = 0.25f;

  /** How many times the other one confidence may be, where both are small. */
  private static final float MOST_TIMES = 3;

  /** What is so many times less sure than the surest box, and hardly sure, may be a rounding. */
  private static final float FAR_LESS = 4;

  private final ModelBundle bundle;
  private final double most;
  private final Candidates expected;

  /**
   * Runs the network on the CPU.
   *
   * @throws DetectException when it cannot run there
   */
  SelfTest(ModelBundle bundle) {
    this.bundle = bundle;
    most = bundle.precision().equals("int8") ? MOST_OF_INTEGERS : MOST_DIFFERENCE;
    expected = found(bundle, new Engine.Cpu(1));
  }

  /** Why an engine that can run here does not do for this network; empty when nothing says so. */
  Optional<String> refusal(Engine engine) {
    return refusal(engine, engine.buildsFirst(bundle) ? BUILDING : PATIENCE);
  }

  /** The same; one that hangs is refused after so long. */
  Optional<String> refusal(Engine engine, Duration patience) {
    try {
      Optional<Answer> answer =
          InTime.ask("self-test-" + engine.key(), patience, () -> answer(engine));
      if (answer.isEmpty()) {
        return Optional.of(
            "it has not answered a plain picture after "
                + patience.toMinutes()
                + " minutes; restart this computer, and if it does so again look for another version of its"
                + " libraries or driver");
      }
      return refusal(answer.get().found())
          .or(() -> answer.get().taken().flatMap(taken -> refusal(engine, taken)));
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("it failed with a plain picture: " + e);
    }
  }

  /** Why an engine that found these in the picture does not do; empty where the CPU finds them. */
  Optional<String> refusal(Candidates found) {
    return difference(expected, found, most).or(() -> difference(found, expected, most));
  }

  private Answer answer(Engine engine) {
    Candidates found = found(bundle, engine);
    if (engine instanceof Accelerator accelerator) {
      accelerator.built(bundle);
      return new Answer(found, taken(accelerator));
    }
    return new Answer(found, Optional.empty());
  }

  /** An engine that answers as it should is not refused for want of room for a profile. */
  private Optional<NodesTaken> taken(Accelerator accelerator) {
    try {
      return Optional.of(accelerator.taken(bundle));
    } catch (DetectException e) {
      LOG.log(
          Level.WARNING,
          "It is not known how much of the network the engine \"" + accelerator.key() + "\" takes",
          e);
      return Optional.empty();
    }
  }

  private static Optional<String> refusal(Engine engine, NodesTaken taken) {
    taken
        .warning()
        .ifPresent(
            much ->
                LOG.log(Level.WARNING, "The engine \"{0}\" is used, but {1}", engine.key(), much));
    return taken.refusal();
  }

  /**
   * What an engine did with the picture.
   *
   * @param taken how much of the network was its own; empty where nothing else can be
   */
  private record Answer(Candidates found, Optional<NodesTaken> taken) {}

  /**
   * Why no engine can be compared: of two that find nothing it is not known what else they find.
   */
  Optional<String> silence() {
    return expected.count() > 0
        ? Optional.empty()
        : Optional.of(
            "it could not be compared with the CPU: this network finds nothing in a plain picture; where"
                + " it suppresses overlaps itself, export it without (\"nms=False\"), or use the"
                + " engine \"cpu\"");
  }

  /** All that a network answers to the picture, however little it is sure of it. */
  static Candidates found(ModelBundle bundle, Engine engine) {
    try (Session session = Session.open(bundle, engine)) {
      TestPicture.paint(session.input(), session.picture(), TestPicture.scene(session.input()));
      session.run();
      YoloHead head =
          YoloHead.of(bundle.layout(), bundle.classes().size(), bundle.input(), session.shapes());
      Candidates candidates = new Candidates(head.capacity());
      // Rows of zeros are padding, and no confidence at all is no box.
      head.decode(session.answer(), Float.MIN_VALUE, candidates);
      return candidates;
    }
  }

  /**
   * The first of the surest boxes of the ones that is not among the others.
   *
   * @param most how far confidences may be apart
   */
  static Optional<String> difference(Candidates ones, Candidates others, double most) {
    NonMaximumSuppression surest = new NonMaximumSuppression(ones.count(), 1, BOXES);
    surest.choose(ones);
    double best = surest.count() == 0 ? 0 : ones.score(surest.kept(0));
    double least = Math.min(MOST_DIFFERENCE, best / FAR_LESS);
    return IntStream.range(0, surest.count())
        .mapToObj(surest::kept)
        .filter(i -> ones.score(i) >= least)
        .filter(
            i ->
                IntStream.range(0, others.count()).noneMatch(k -> isSame(ones, i, others, k, most)))
        .findFirst()
        .map(
            i ->
                String.format(
                    Locale.ROOT,
                    "it does not find what the CPU finds in the same picture (a box at %.0f, %.0f"
                        + " with a confidence of %.3f on one of the two)",
                    ones.x1(i),
                    ones.y1(i),
                    ones.score(i)));
  }

  private static boolean isSame(Candidates ones, int i, Candidates others, int k, double most) {
    return areNear(ones.score(i), others.score(k), most)
        && (Math.max(ones.score(i), others.score(k)) <= SURE
            || ones.classId(i) == others.classId(k))
        && ones.iou(i, others, k) >= LEAST_IOU;
  }

  /** Nothing is within the difference of little: little must also be little on both. */
  private static boolean areNear(float one, float other, double most) {
    return Math.abs(one - other) <= most
        && Math.max(one, other) <= MOST_TIMES * Math.min(one, other);
  }
}
