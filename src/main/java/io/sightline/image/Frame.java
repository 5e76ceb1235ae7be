package io.sightline.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One image in native memory: 8-bit BGR, three channels, rows without gaps. It has one owner, who
 * closes it; closing gives the pixels back to the {@link FramePool} they came from once nobody
 * {@linkplain #share() shares} them any more, and every use after that throws. Not safe for use by
 * two threads at once; handing it from one to the other is.
 */
public final class Frame implements AutoCloseable {
  private final FramePool pool;
  private final FramePool.Pixels pixels;
  private FrameTag tag = FrameTag.NONE;
  private boolean open = true;

  Frame(FramePool pool, FramePool.Pixels pixels) {
    this.pool = pool;
    this.pixels = pixels;
  }

  /** The pixels, borrowed: valid until this frame is closed, never to be closed by the borrower. */
  public Mat mat() {
    check();
    return pixels.mat();
  }

  public int width() {
    check();
    return pixels.mat().cols();
  }

  public int height() {
    check();
    return pixels.mat().rows();
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
    return new Frame(pool, pixels).tagged(tag);
  }

  /**
   * A second frame of the same pixels, with an owner of its own: costs no copy, and may be used by
   * another thread. Nobody changes the pixels from here on.
   */
  public Frame share() {
    check();
    pool.share(pixels);
    return new Frame(pool, pixels).tagged(tag);
  }

  /** Gives the pixels back. A second call does nothing. */
  @Override
  public void close() {
    if (open) {
      open = false;
      pool.takeBack(pixels);
    }
  }

  private void check() {
    if (!open) {
      throw new IllegalStateException("This frame is closed: its pixels belong to its pool again");
    }
  }
}
