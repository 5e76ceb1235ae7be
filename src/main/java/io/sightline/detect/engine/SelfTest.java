package io.sightline.detect.engine;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.EngineChoice.Refusal;
import io.sightline.detect.engine.EngineChoice.Refusal.Cause;
import io.sightline.detect.layout.Candidates;
import io.sightline.detect.layout.NonMaximumSuppression;
import io.sightline.detect.layout.YoloHead;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelFile;
import io.sightline.detect.picture.TestPicture;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tests whether an engine finds in a picture what the CPU finds, without falling back to the CPU. A
 * fast but wrong engine would pass bad parts: none is used before this comparison.
 */
final class SelfTest {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());

  /** Number of most confident boxes to compare, whatever their confidence. */
  private static final int BOXES = 20;

  /** Minimum overlap of two boxes that are the same. */
  private static final double LEAST_IOU = 0.9;

  /** Maximum difference of confidences: other roundings, half precision. */
  static final double MOST_DIFFERENCE = 0.03;

  /**
   * As {@link #MOST_DIFFERENCE}, but for networks of 8-bit integers, for which engines round
   * differently between layers; it equals two steps of integer answers. Wrong integer sums show
   * differently: boxes of one engine are missing from the other's.
   */
  static final double MOST_OF_INTEGERS = 0.1;

  /** Time limit: no working engine takes longer to load a network and run it once. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Time limit for an engine that must first be built, on a small computer. */
  private static final Duration BUILDING = Duration.ofHours(2);

  /** Confidence above which the classes of two boxes must match. */
  private static final float SURE = 0.25f;

  /** Maximum ratio of two confidences, for when both are small. */
  private static final float MOST_TIMES = 3;

  /** A weak box this many times less confident than the best may be a rounding error. */
  private static final float FAR_LESS = 4;

  /** Minimum confidence if there would be too many boxes to list, each with each of its classes. */
  private static final float LEAST_OF_MANY = 1e-3f;

  /** The engine and the CPU, whose times are compared in turn. */
  private static final int AT_ONCE = 2;

  private final ModelBundle bundle;
  private final Function<Engine, SpeedComparison> timing;
  private final double most;
  private final Candidates expected;

  /**
   * Runs the network on the CPU.
   *
   * @throws DetectException if it cannot run there
   */
  SelfTest(ModelBundle bundle) {
    this(bundle, engine -> SpeedComparison.of(bundle, engine));
  }

  /** As {@link #SelfTest(ModelBundle)}, but with another way to time an engine. */
  SelfTest(ModelBundle bundle, Function<Engine, SpeedComparison> timing) {
    this.bundle = bundle;
    this.timing = timing;
    most = bundle.isInt8() ? MOST_OF_INTEGERS : MOST_DIFFERENCE;
    expected = found(bundle, new Engine.Cpu(1));
  }

  ModelBundle bundle() {
    return bundle;
  }

  /**
   * Returns why an engine that can run here is unfit for this network; empty if nothing is wrong.
   */
  Optional<String> refusal(Engine engine) {
    return refusal(engine, engine.buildsFirst(bundle) ? BUILDING : PATIENCE);
  }

  /** As {@link #refusal(Engine)}, but with this time limit for an engine that hangs. */
  Optional<String> refusal(Engine engine, Duration patience) {
    return tried(
            engine,
            patience,
            () -> refusal(engine, answer(engine)).map(why -> new Refusal(engine, why, Cause.FAULT)))
        .map(Refusal::reason);
  }

  /**
   * Returns why an engine that is fit for this network is not the fastest; empty unless it is
   * clearly slower than the CPU, or fails while it is timed. Not measured if there is no memory for
   * both at the same time.
   */
  Optional<Refusal> slowness(Engine engine) {
    if (ModelFile.copies(bundle.bytes()) < AT_ONCE) {
      return Optional.empty();
    }
    return tried(
        engine,
        PATIENCE,
        () -> timing.apply(engine).refusal().map(why -> new Refusal(engine, why, Cause.SLOWER)));
  }

  /** Whatever an engine does instead of answering, hanging included, is a fault. */
  private static Optional<Refusal> tried(
      Engine engine, Duration patience, Supplier<Optional<Refusal>> trial) {
    try {
      return InTime.ask("self-test-" + engine.key(), patience, trial)
          .orElseGet(
              () ->
                  fault(
                      engine,
                      "it has not answered a plain picture after "
                          + patience.toMinutes()
                          + " minutes; restart this computer, and if it does so again look for another version of its"
                          + " libraries or driver"));
    } catch (DetectException e) {
      return fault(engine, String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      return fault(engine, "it failed with a plain picture: " + e);
    }
  }

  private static Optional<Refusal> fault(Engine engine, String why) {
    return Optional.of(new Refusal(engine, why, Cause.FAULT));
  }

  private static Optional<String> refusal(Engine engine, Answer answer) {
    return answer.difference().or(() -> answer.taken().flatMap(taken -> refusal(engine, taken)));
  }

  /** Returns why an engine with these findings is unfit; empty if they are the CPU's. */
  Optional<String> refusal(Candidates found) {
    return difference(expected, found, most).or(() -> difference(found, expected, most));
  }

  private Answer answer(Engine engine) {
    if (engine instanceof Accelerator accelerator) {
      Optional<String> difference =
          accelerator.builtAnewIfDamaged(bundle, () -> difference(accelerator));
      accelerator.built(bundle);
      return new Answer(difference, taken(accelerator));
    }
    return new Answer(difference(engine), Optional.empty());
  }

  /** Compares a run of one picture, and each place of a run of as many as the engine is shown. */
  private Optional<String> difference(Engine engine) {
    try (Session session = Session.open(bundle, engine)) {
      show(session, 1);
      Optional<String> alone = refusal(found(bundle, session, 0));
      int pictures = Math.min(BatchIndependence.MOST, session.batchSize());
      if (alone.isPresent() || pictures == 1) {
        return alone;
      }
      show(session, pictures);
      // A network that mixes its pictures is shown one at a time.
      return IntStream.range(0, pictures)
          .mapToObj(place -> refusal(found(bundle, session, place)))
          .flatMap(Optional::stream)
          .findFirst()
          .filter(why -> BatchIndependence.count(session, bundle) > 1)
          .map(why -> why + ", in a run of " + pictures + " pictures");
    }
  }

  /** Returns what the engine runs, if known: a missing profile does not disqualify an engine. */
  private Optional<NodePlacement> taken(Accelerator accelerator) {
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

  private static Optional<String> refusal(Engine engine, NodePlacement taken) {
    taken
        .warning()
        .ifPresent(
            much ->
                LOG.log(Level.WARNING, "The engine \"{0}\" is used, but {1}", engine.key(), much));
    return taken.refusal();
  }

  /**
   * An engine's result for the picture.
   *
   * @param difference from the CPU's, if any
   * @param taken how much of the network it ran; empty if unknown, or if no other could run it
   */
  private record Answer(Optional<String> difference, Optional<NodePlacement> taken) {}

  /** Returns why no engine can be compared: if the CPU finds nothing, a match proves nothing. */
  Optional<String> silence() {
    return expected.count() > 0
        ? Optional.empty()
        : Optional.of(
            "it could not be compared with the CPU: this network finds nothing in a plain picture; where"
                + " it suppresses overlaps itself, export it without (\"nms=False\"), or use the"
                + " engine \"cpu\"");
  }

  /** Returns all that a network finds in the picture, however low the confidence. */
  static Candidates found(ModelBundle bundle, Engine engine) {
    try (Session session = Session.open(bundle, engine)) {
      show(session, 1);
      return found(bundle, session, 0);
    }
  }

  /** Runs the network on so many times the picture. */
  private static void show(Session session, int pictures) {
    for (int i = 0; i < pictures; i++) {
      TestPicture.paint(session.input(), session.picture(i), TestPicture.scene(session.input()));
    }
    session.run(pictures);
  }

  private static Candidates found(ModelBundle bundle, Session session, int place) {
    int classes = bundle.classes().size();
    YoloHead head = YoloHead.of(bundle.layout(), classes, bundle.input(), session.shapes());
    boolean many =
        bundle.layout().countsEveryClass() && (long) head.capacity() * classes > Candidates.MOST;
    Candidates candidates = new Candidates(head.capacity());
    // Rows of zeros are padding, and a confidence of zero is not a box.
    head.decode(session.answer(place), many ? LEAST_OF_MANY : Float.MIN_VALUE, candidates);
    return candidates;
  }

  /**
   * Describes the most confident box of the ones that is missing from the others.
   *
   * @param most the maximum difference of confidences
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

  /** Checks the ratio, too: a small confidence differs little from zero, but is not zero. */
  private static boolean areNear(float one, float other, double most) {
    return Math.abs(one - other) <= most
        && Math.max(one, other) <= MOST_TIMES * Math.min(one, other);
  }
}
