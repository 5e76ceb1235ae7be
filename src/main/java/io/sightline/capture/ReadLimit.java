package io.sightline.capture;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends whatever FFmpeg waits for when the time is up, or when the thread that waits is interrupted:
 * FFmpeg asks it again and again, on that thread. Opened, used and closed on one thread, which has
 * one at a time.
 */
final class ReadLimit implements AutoCloseable {
  /** Opening takes longer than a picture: it includes waiting for several of them. */
  private static final int OPENING = 6;

  private static final ThreadLocal<ReadLimit> OF_THIS_THREAD = new ThreadLocal<>();

  /**
   * The only one, never freed: JavaCPP has room for ten of them and does not say when it is out.
   */
  private static final AVIOInterruptCB.Callback_Pointer CALLBACK = new Callback();

  private final Duration most;
  private boolean stoppable;
  private long until; // on nanoTime's clock

  /**
   * @param most the longest that a picture may take
   */
  ReadLimit(Duration most) {
    this.most = most;
  }

  /**
   * The opening of a video begins. No interrupt ends it: it would seem that the camera cannot be
   * opened.
   */
  void opening(AVFormatContext video) {
    OF_THIS_THREAD.set(this);
    video.interrupt_callback().callback(CALLBACK);
    until = System.nanoTime() + most.multipliedBy(OPENING).toNanos();
  }

  /** The wait for the next picture begins. */
  void reading() {
    OF_THIS_THREAD.set(this);
    stoppable = true;
    until = System.nanoTime() + most.toNanos();
  }

  /** The closing of the video begins, in which a camera is told: no interrupt ends that either. */
  void closing() {
    stoppable = false;
    until = System.nanoTime() + most.toNanos();
  }

  boolean isTimeUp() {
    return System.nanoTime() - until > 0;
  }

  boolean isUp() {
    return isTimeUp() || (stoppable && Thread.currentThread().isInterrupted());
  }

  /** After the video is closed: FFmpeg asks no more. */
  @Override
  public void close() {
    if (OF_THIS_THREAD.get() == this) {
      OF_THIS_THREAD.remove();
    }
  }

  private static final class Callback extends AVIOInterruptCB.Callback_Pointer {
    /** Returns 1 if FFmpeg is to wait no longer. */
    @Override
    public int call(Pointer unused) {
      ReadLimit limit = OF_THIS_THREAD.get();
      return limit != null && limit.isUp() ? 1 : 0;
    }
  }
}
