package io.sightline.line;

import java.time.Duration;

/**
 * Decides which pictures of parts that could not be judged are kept: the first few, then one a
 * minute. They look alike when the lamp is out or the engine fails, and a weekend of them would
 * push the pictures of rejects out of the archive. One thread at a time.
 */
final class ErrorPictures {
  static final int AT_ONCE = 3;
  static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private long left = AT_ONCE;
  private long counted;

  /**
   * @param now on {@link System#nanoTime()}'s clock
   */
  ErrorPictures(long now) {
    counted = now;
  }

  /** Returns whether to keep the picture of another such part; call once for each. */
  boolean keepsOne(long now) {
    long pauses = (now - counted) / PAUSE_NANOS;
    counted += pauses * PAUSE_NANOS;
    left = Math.min(AT_ONCE, left + pauses);
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
