package io.sightline.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One image in native memory: 8-bit BGR, three channels, rows without gaps. Its single owner closes
 * it, which returns the pixels to their {@link FramePool} once no frame {@linkplain #share()
 * shares} them any more; every use after that throws. Not safe for use by two threads at once, but
 * may be handed from one to another.
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

  /**
   * Returns the pixels, borrowed: valid until this frame is closed; the caller must not close them.
   */
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

  /** Sets what is known about this frame, and returns it. */
  public Frame tagged(FrameTag tag) {
    check();
    this.tag = tag;
    return this;
  }

  /**
   * Hands the pixels to a new owner, who closes the returned frame; closes this one. The only way
   * to move ownership inside a try block.
   */
  public Frame handOver() {
    check();
    open = false;
    return new Frame(pool, pixels).tagged(tag);
  }

  /**
   * Returns a second frame with the same pixels and its own owner: costs no copy, and may be used
   * by another thread. From then on, the pixels must not be changed.
   */
  public Frame share() {
    check();
    pool.share(pixels);
    return new Frame(pool, pixels).tagged(tag);
  }

  /** Returns the pixels to the pool, unless they are still shared. A second call does nothing. */
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
