package io.sightline.line;

import java.util.concurrent.atomic.AtomicLong;

/** Gives out a line's serial numbers, to inspected and missed parts alike, each once. */
final class Serials {
  private final AtomicLong last;

  /**
   * Goes on where an earlier run stopped.
   *
   * @param last the highest number ever given out on this line; 0 for none
   */
  Serials(long last) {
    this.last = new AtomicLong(last);
  }

  /** Reserves this many in a row and says the first. */
  long next(long count) {
    return last.getAndAdd(count) + 1;
  }
}
