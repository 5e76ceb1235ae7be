package io.sightline.line;

/**
 * Assigns a line's serial numbers, to inspected and missed parts alike, each once, continuing where
 * an earlier run stopped. Used by the inspecting thread, and after a hang by the thread that takes
 * over from it ({@link OwedAnswers#giveUp} orders the two).
 */
final class Serials {
  private long first;
  private long next;

  /**
   * Continues after the highest number used on this line.
   *
   * @param highest 0 if none
   */
  void goOnAfter(long highest) {
    first = highest + 1;
    next = first;
  }

  /** Reserves this many consecutive numbers and returns the first. */
  long next(long count) {
    long reserved = next;
    next += count;
    return reserved;
  }

  /**
   * Returns the first number assigned, or the next one if none was; 0 before {@link #goOnAfter}.
   */
  long first() {
    return first;
  }
}
