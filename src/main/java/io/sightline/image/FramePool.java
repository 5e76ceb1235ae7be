package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Recycles frames, so that a running line allocates no pixels. Owns the native memory of all its
 * frames and counts those in use. Safe for use by any thread.
 */
public final class FramePool implements AutoCloseable {
  private final Deque<Pixels> free = new ArrayDeque<>();
  private int alive;
  private boolean open = true;

  /**
   * Returns a frame of this size with undefined pixels. The caller owns it.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public synchronized Frame take(int width, int height) {
    if (!open) {
      throw new IllegalStateException("This frame pool is closed");
    }
    Pixels pixels = free.pollLast();
    if (pixels == null || pixels.mat.cols() != width || pixels.mat.rows() != height) {
      // A source rarely changes its size: pixels that no longer fit are freed one by one.
      if (pixels != null) {
        pixels.mat.close();
      }
      pixels = new Pixels(new Mat(height, width, CV_8UC3));
    }
    share(pixels);
    return new Frame(this, pixels);
  }

  /** Returns the number of frames not yet closed; 0 if nothing leaks. */
  public synchronized int alive() {
    return alive;
  }

  synchronized void share(Pixels pixels) {
    alive++;
    pixels.owners++;
  }

  synchronized void takeBack(Pixels pixels) {
    alive--;
    pixels.owners--;
    if (pixels.owners > 0) {
      return;
    }
    if (open) {
      free.addLast(pixels);
    } else {
      pixels.mat.close();
    }
  }

  /** Frees what is not in use; a frame still in use is freed when its owner closes it. */
  @Override
  public synchronized void close() {
    open = false;
    free.forEach(pixels -> pixels.mat.close());
    free.clear();
  }

  /** The pixels of one frame, or of several that share them. */
  static final class Pixels {
    private final Mat mat;

    /** The number of frames that use them; guarded by the pool. */
    private int owners;

    private Pixels(Mat mat) {
      this.mat = mat;
    }

    Mat mat() {
      return mat;
    }
  }
}
