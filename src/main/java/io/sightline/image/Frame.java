package io.sightline.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One image in native memory: 8-bit BGR, three channels, rows without gaps. It has one owner, who
 * closes it; closing gives the pixels back to the {@link FramePool} they came from, and every use
 * after that throws. Not safe for use by two threads at once; handing it from one to the other is.
 */
public final class Frame implements AutoCloseable {
  private final FramePool pool;
  private final Mat mat;
  private FrameTag tag = FrameTag.NONE;
  private boolean open = true;

  Frame(FramePool pool, Mat mat) {
    this.pool = pool;
    this.mat = mat;
  }

  /** The pixels, borrowed: valid until this frame is closed, never to be closed by the borrower. */
  public Mat mat() {
    check();
    return mat;
  }

  public int width() {
    check();
    return mat.cols();
  }

  public int height() {
    check();
    return mat.rows();
  }

  public FrameTag tag() {
    check();
    return tag;
  }

  /** Says what this frame is; called by the source that fills it. */
  public Frame tagged(FrameTag tag) {
    check();
    this.tag = tag;
    return this;
  }

  /**
   * Gives the pixels to a new owner, who closes the frame returned; this one is closed by it. The
   * one way in which ownership moves inside a try block.
   */
  public Frame handOver() {
    check();
    open = false;
    return new Frame(pool, mat).tagged(tag);
  }

  public boolean isOpen() {
    return open;
  }

  /** Gives the pixels back. A second call does nothing. */
  @Override
  public void close() {
    if (open) {
      open = false;
      pool.takeBack(mat);
    }
  }

  private void check() {
    if (!open) {
      throw new IllegalStateException("This frame is closed: its pixels belong to its pool again");
    }
  }
}
