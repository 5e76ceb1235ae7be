package io.sightline.line;

import io.sightline.store.MissedParts;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parts of a run that went by uninspected: counted at once on the thread that notices, numbered
 * later on the inspecting thread. Parts are missed on the capturing thread, which must not wait for
 * a disk.
 */
final class MissedCounter {
  private final LineSetup setup;
  private final Serials serials;
  private final Tally tally;
  private final AtomicLong untold = new AtomicLong();

  MissedCounter(LineSetup setup, Serials serials, Tally tally) {
    this.setup = setup;
    this.serials = serials;
    this.tally = tally;
  }

  /** Counts one more part; any thread, returns at once. */
  void add() {
    tally.missed();
    untold.incrementAndGet();
  }

  /**
   * Returns those since the last call, to be recorded; empty if none. Inspecting thread, or the one
   * that takes over from it.
   */
  Optional<MissedParts> take() {
    long count = untold.getAndSet(0);
    if (count == 0) {
      return Optional.empty();
    }
    Instant now = Instant.now();
    return Optional.of(
        new MissedParts(
            setup.name(),
            setup.lot(),
            setup.shifts().at(now),
            setup.recipe().product(),
            now,
            serials.next(count),
            count));
  }
}
