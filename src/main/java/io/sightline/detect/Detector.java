package io.sightline.detect;

import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at frames. Used by one thread at a time; owns its native memory, freed by {@link #close()}.
 */
public interface Detector extends AutoCloseable {
  /** Edge of the picture that {@link #check()} looks at. */
  int CHECK_PIXELS = 256;

  /**
   * What the model finds in each frame, in the order of the frames. Borrows the frames.
   *
   * @throws DetectException when it could not look: never "nothing found" for that
   */
  List<Findings> detect(List<Frame> frames);

  /**
   * Looks at a plain grey picture, which any network can look at: what cannot even do that has
   * failed as a whole, whatever the last frame was like.
   *
   * @throws DetectException when it cannot
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
   * Begins a look at a frame, which is borrowed until the findings were asked for. Of those begun,
   * {@link #atOnce()} are looked at at the same time and the others wait for their turn: {@link
   * #begunAtMost()} keep a detector busy. A detector that has no threads of its own looks when it
   * is asked for the findings.
   *
   * <p>Where {@link #isSoonerAlone()}, a frame that nobody waits behind has its verdict sooner from
   * {@link #detect}, which gives it all there is to look with.
   *
   * @throws DetectException when no look can be begun
   */
  default Look begin(Frame frame) {
    return () -> detect(List.of(frame)).get(0);
  }

  /** How many frames it looks at at the same time, side by side or in one run; 1 or more. */
  default int atOnce() {
    return 1;
  }

  /**
   * How many looks to begin before one is waited for: those at the same time, and as many as a lane
   * that is done takes next.
   */
  default int begunAtMost() {
    return atOnce() + 1;
  }

  /** Whether one frame alone is looked at faster than one that others may be looked at beside. */
  default boolean isSoonerAlone() {
    return true;
  }

  /**
   * How many looks it takes until it looks as fast as it will, because Java compiles meanwhile; 0
   * where the first is as fast as any.
   */
  default int looksUntilWarm() {
    return 0;
  }

  /** Which network this is and what runs it, as every inspection records. */
  ModelVersion version();

  /** The class names, by class id. */
  List<String> classes();

  @Override
  void close();
}
