package io.sightline.detect;

import io.sightline.detect.layout.Candidates;
import io.sightline.detect.layout.YoloHead;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether an engine finds in a picture what the CPU finds in it. An engine that is fast and wrong
 * would pass bad parts: none is used before it has been compared.
 */
final class SelfTest {
  /** So many of the surest boxes are compared, however sure the network is of them. */
  private static final int BOXES = 20;

  /** How much the least similar of two boxes overlap. */
  private static final double LEAST_IOU = 0.9;

  /** How far confidences may be apart: other roundings of 8-bit integers, half precision. */
  private static final double MOST_DIFFERENCE = 0.03;

  /** No engine that works takes longer to load a network and look once. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** One that builds itself for a network first may, on a small computer. */
  private static final Duration BUILDING = Duration.ofHours(2);

  private final ModelBundle bundle;
  private final Candidates expected;

  /**
   * Runs the network on the CPU.
   *
   * @throws DetectException when it cannot run there
   */
  SelfTest(ModelBundle bundle) {
    this.bundle = bundle;
    expected = found(new Engine.Cpu(1));
  }

  /** Why an engine that can run here does not do for this network; empty when it does. */
  Optional<String> refusal(Engine engine) {
    return refusal(engine, engine.buildsFirst(bundle) ? BUILDING : PATIENCE);
  }

  /** The same; one that hangs is refused after so long. */
  Optional<String> refusal(Engine engine, Duration patience) {
    try {
      Optional<Candidates> answer =
          InTime.ask("self-test-" + engine.key(), patience, () -> found(engine));
      if (answer.isEmpty()) {
        return Optional.of(
            "it has not answered a plain picture after "
                + patience.toMinutes()
                + " minutes; restart this computer, and if it does so again look for another version of its"
                + " libraries or driver");
      }
      Candidates found = answer.get();
      return difference(expected, found).or(() -> difference(found, expected));
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Candidates found(Engine engine) {
    try (Session session = Session.open(bundle, engine)) {
      TestPicture.paint(session.input(), session.picture(), TestPicture.scene(session.input()));
      session.run();
      YoloHead head =
          YoloHead.of(bundle.layout(), bundle.classes().size(), bundle.input(), session.shapes());
      Candidates candidates = new Candidates(head.capacity());
      head.decode(session.answer(), 0, candidates);
      return candidates;
    }
  }

  /** The first of the surest boxes of the ones that is not among the others. */
  static Optional<String> difference(Candidates ones, Candidates others) {
    return IntStream.range(0, ones.count())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -ones.score(i)))
        .limit(BOXES)
        .filter(i -> IntStream.range(0, others.count()).noneMatch(k -> isSame(ones, i, others, k)))
        .findFirst()
        .map(
            i ->
                String.format(
                    Locale.ROOT,
                    "it does not find what the CPU finds in the same picture (a box at %.0f, %.0f"
                        + " with a confidence of %.2f on one of the two)",
                    ones.x1(i),
                    ones.y1(i),
                    ones.score(i)));
  }

  private static boolean isSame(Candidates ones, int i, Candidates others, int k) {
    return Math.abs(ones.score(i) - others.score(k)) <= MOST_DIFFERENCE
        && ones.iou(i, others, k) >= LEAST_IOU;
  }
}
