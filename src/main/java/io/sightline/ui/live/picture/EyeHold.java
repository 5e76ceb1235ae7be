package io.sightline.ui.live.picture;

import io.sightline.inspection.Verdict;

/**
 * Determines how long a picture stays on screen. A passed part gives way to the next one at once. A
 * part that did not pass stays long enough for its boxes to be seen and for the verdict tile never
 * to flash more than three times a second (WCAG 2.3.1). Meanwhile parts are judged and counted as
 * usual, and the next picture is whichever part is then the newest.
 */
final class EyeHold {
  /** The minimum time for which a part that did not pass is shown. */
  static final long NOT_PASSED_NANOS = 700_000_000L;

  private long until = Long.MIN_VALUE;

  /** Returns whether the newest part may replace the one shown; {@code now} is in nanoseconds. */
  boolean free(long now) {
    return now >= until;
  }

  /** Records that a part with this verdict is now on screen. */
  void shown(Verdict verdict, long now) {
    until = verdict == Verdict.PASS ? now : now + NOT_PASSED_NANOS;
  }

  /** Lets the next part be shown at once. */
  void release() {
    until = Long.MIN_VALUE;
  }
}
