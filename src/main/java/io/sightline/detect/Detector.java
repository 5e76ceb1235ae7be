package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a model on frames. Used by one thread at a time; owns its native memory, freed by {@link
 * #close()}.
 */
public interface Detector extends AutoCloseable {
  /** Edge length of the picture for {@link #check()}, pixels. */
  int CHECK_PIXELS = 256;

  /**
   * Returns what the model finds in each frame, in the order of the frames. Borrows the frames.
   *
   * @throws DetectException if detection fails: never reported as "nothing found"
   */
  List<Findings> detect(List<Frame> frames);

  /**
   * Runs on a plain grey picture, which any network accepts: a detector that fails even then is
   * broken, whatever the last frame was like.
   *
   * @throws DetectException if it fails
   */
  default void check() {
    byte[] grey = new byte[CHECK_PIXELS * CHECK_PIXELS * 3];
    Arrays.fill(grey, (byte) 128);
    try (FramePool pool = new FramePool();
        Frame plain = pool.take(CHECK_PIXELS, CHECK_PIXELS)) {
      plain.mat().data().put(grey);
      if (detect(List.of(plain)).size() != 1) {
        throw new DetectException("The engine was shown a plain picture and did not answer");
      }
    }
  }

  /**
   * Begins detection in a frame, which stays borrowed until its findings have been fetched. As many
   * as {@link #concurrency()} of the frames begun run at the same time and the others queue; {@link
   * #queueDepth()} frames keep a detector busy. A detector without threads of its own runs when the
   * findings are requested.
   *
   * <p>If {@link #isSoonerAlone()}, a frame with no other queued behind it gets its verdict sooner
   * from {@link #detect}, which gives it all resources.
   *
   * @throws DetectException if detection cannot begin
   */
  default PendingFindings begin(Frame frame) {
    return () -> detect(List.of(frame)).get(0);
  }

  /** Returns how many frames run at the same time, side by side or in one run; 1 or more. */
  default int concurrency() {
    return 1;
  }

  /**
   * Returns how many frames to begin before waiting for one: those that run at the same time, and
   * as many as a free lane takes next.
   */
  default int queueDepth() {
    return concurrency() + 1;
  }

  /** Returns whether a frame is faster alone than when it may share the detector with others. */
  default boolean isSoonerAlone() {
    return true;
  }

  /**
   * Returns how many frames it takes to reach full speed, as Java's JIT compiles meanwhile; 0 if
   * the first is as fast as any.
   */
  default int framesUntilWarm() {
    return 0;
  }

  /**
   * Returns whether of boxes that overlap by more than {@link
   * io.sightline.detect.bundle.Thresholds#iou()} one is kept; false for a network that has chosen
   * among its boxes itself, where the threshold has no effect.
   */
  default boolean merges() {
    return true;
  }

  /** Returns which network this is and what runs it, as every inspection records. */
  ModelVersion version();

  /** Returns the class names, by class id. */
  List<String> classes();

  @Override
  void close();
}
