package io.sightline.capture;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends whatever FFmpeg waits for when the time is up, or when the thread that waits is interrupted:
 * FFmpeg asks it again and again, on that thread.
 */
final class ReadLimit extends AVIOInterruptCB.Callback_Pointer {
  /** Opening takes longer than a picture: it includes waiting for several of them. */
  private static final int OPENING = 6;

  private final Duration most;
  private boolean stoppable;
  private long until; // on nanoTime's clock

  /**
   * @param most the longest that a picture may take
   */
  ReadLimit(Duration most) {
    this.most = most;
  }

  /** Opening begins. No interrupt ends it: it would seem that the camera cannot be opened. */
  void opening() {
    until = System.nanoTime() + most.multipliedBy(OPENING).toNanos();
  }

  /** The wait for the next picture begins. */
  void reading() {
    stoppable = true;
    until = System.nanoTime() + most.toNanos();
  }

  boolean isUp() {
    return System.nanoTime() - until > 0 || (stoppable && Thread.currentThread().isInterrupted());
  }

  /** Returns 1 if FFmpeg is to wait no longer. */
  @Override
  public int call(Pointer unused) {
    return isUp() ? 1 : 0;
  }
}
