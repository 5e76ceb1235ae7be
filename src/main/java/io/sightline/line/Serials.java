package io.sightline.line;

/**
 * Gives out a line's serial numbers, to inspected and missed parts alike, each once, going on where
 * an earlier run stopped. Used by the inspecting thread only.
 */
final class Serials {
  private long first;
  private long next;

  /**
   * Goes on after the highest number ever given out on this line.
   *
   * @param highest 0 for none
   */
  void goOnAfter(long highest) {
    first = highest + 1;
    next = first;
  }

  /** Reserves this many in a row and says the first of them. */
  long next(long count) {
    long reserved = next;
    next += count;
    return reserved;
  }

  /** The first number that this gave out, or would; 0 where it is not known where to go on. */
  long first() {
    return first;
  }
}
