package io.sightline.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Where frames come from and go back to, so that a running line allocates no pixels. Owns all
 * native memory of its frames; knows how many are out. Safe for use by any thread.
 */
public final class FramePool implements AutoCloseable {
  private final Deque<Mat> free = new ArrayDeque<>();
  private int alive;
  private boolean open = true;

  /**
   * A frame of this size with undefined pixels. The caller owns it.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public synchronized Frame take(int width, int height) {
    if (!open) {
      throw new IllegalStateException("This frame pool is closed");
    }
    Mat mat = free.pollLast();
    if (mat == null || mat.cols() != width || mat.rows() != height) {
      // A source changes its size rarely: what no longer fits is dropped one by one.
      if (mat != null) {
        mat.close();
      }
      mat = new Mat(height, width, CV_8UC3);
    }
    alive++;
    return new Frame(this, mat);
  }

  /** How many frames are taken and not yet closed; 0 when nothing leaks. */
  public synchronized int alive() {
    return alive;
  }

  synchronized void takeBack(Mat mat) {
    alive--;
    if (open) {
      free.addLast(mat);
    } else {
      mat.close();
    }
  }

  /** Frees what is not in use; a frame still out is freed when its owner closes it. */
  @Override
  public synchronized void close() {
    open = false;
    free.forEach(Mat::close);
    free.clear();
  }
}
