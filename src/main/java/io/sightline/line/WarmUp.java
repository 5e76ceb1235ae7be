package io.sightline.line;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.picture.TestPicture;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Part;
import io.sightline.line.PartFinder.PartView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Inspects synthetic pictures before a line's first part: Java compiles code only after some dozens
 * of runs, and the first parts would wait for that. They take the same path as parts, with the
 * whole detector and in parallel, but are not reported; a restarted engine is. Used by the
 * inspecting thread.
 */
final class WarmUp {
  /** A common camera size; this line's own is known only when its camera sends a picture. */
  private static final int WIDTH = 1280;

  private static final int HEIGHT = 1024;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Time limit on a slow computer, even if some code is not yet compiled. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private final LineSetup setup;
  private final LineDetector detector;
  private final Recovery recovery;
  private final PartsUnderInspection parts;

  WarmUp(LineSetup setup, LineDetector detector, Recovery recovery) {
    this.setup = setup;
    this.detector = detector;
    this.recovery = recovery;
    this.parts = new PartsUnderInspection(setup, detector, recovery);
  }

  /**
   * Warms the detector up; does nothing if it is warm. An engine that fails meanwhile is restarted,
   * which is the run's one restart until a thousand parts have proven it.
   *
   * @param stopping whether to give up; evaluated between two inspections
   * @throws DetectException if the engine has failed for good
   */
  void run(BooleanSupplier stopping) throws InterruptedException {
    int wanted = detector.framesUntilWarm();
    if (wanted == 0) {
      return;
    }
    recovery.warmingUp(true);
    long began = System.nanoTime();
    Duration took = Duration.ZERO;
    try (FramePool pool = new FramePool();
        Frame picture = pool.take(WIDTH, HEIGHT)) {
      TestPicture.paintCells(picture);
      try {
        for (int looks = 0; isCold(wanted - looks, took); ) {
          if (stopping.getAsBoolean()) {
            return;
          }
          long round = System.nanoTime();
          looks += lookAlone(picture) + lookSideBySide(picture);
          // Java's compilers rank below inspection: leave them half of the time.
          Thread.sleep(Duration.ofNanos(System.nanoTime() - round).toMillis());
          took = Duration.ofNanos(System.nanoTime() - began);
        }
      } finally {
        parts.giveUp(Frame::close);
        recovery.warmingUp(false);
      }
    }
    detector.warmed();
  }

  private static boolean isCold(int left, Duration took) {
    return (left > 0 || took.compareTo(SHORTEST) < 0) && took.compareTo(LONGEST) < 0;
  }

  private int lookAlone(Frame picture) throws InterruptedException {
    parts.begin(view(picture), true);
    return conclude();
  }

  private int lookSideBySide(Frame picture) throws InterruptedException {
    while (parts.hasRoom()) {
      parts.begin(view(picture), false);
    }
    return conclude();
  }

  private int conclude() throws InterruptedException {
    int looks = 0;
    for (; !parts.isIdle(); looks++) {
      parts.end((view, done) -> {});
      Optional<DetectException> lost = recovery.lost();
      if (lost.isPresent()) {
        throw lost.get();
      }
    }
    return looks;
  }

  private PartView view(Frame picture) {
    FrameTag tag = FrameTag.now(0, "", Optional.empty());
    return new PartView(
        new Part(setup.name(), 1, setup.lot(), tag.at()), picture.share().tagged(tag));
  }
}
