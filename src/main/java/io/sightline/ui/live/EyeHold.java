package io.sightline.ui.live;

import io.sightline.inspection.Verdict;

/**
 * How long a picture stays on screen. A passed part makes way for the next one at once; one that
 * did not pass stays long enough to be seen with its boxes, and so that the verdict tile never
 * flashes more often than three times a second (WCAG 2.3.1). Meanwhile parts are judged and counted
 * as ever: the next picture is the newest part by then.
 */
final class EyeHold {
  /** For how long a part that did not pass is shown at least. */
  static final long NOT_PASSED_NANOS = 700_000_000L;

  private long until = Long.MIN_VALUE;

  /** True when the newest part may take the place of the one shown; times in nanoseconds. */
  boolean free(long now) {
    return now >= until;
  }

  /** A part with this verdict is on screen from now on. */
  void shown(Verdict verdict, long now) {
    until = verdict == Verdict.PASS ? now : now + NOT_PASSED_NANOS;
  }

  /** The next part may come at once. */
  void release() {
    until = Long.MIN_VALUE;
  }
}
