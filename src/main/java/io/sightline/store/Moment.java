package io.sightline.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Moments as the store keeps them: nanoseconds since 1970 in one 64-bit integer. Exact, ordered and
 * eight bytes short; it reaches from 1677 to 2262.
 */
final class Moment {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Instant FIRST = toInstant(Long.MIN_VALUE);
  private static final Instant LAST = toInstant(Long.MAX_VALUE);

  private Moment() {}

  /**
   * A moment to be kept.
   *
   * @throws StoreException for a moment that cannot be kept exactly
   */
  static long toNanos(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new StoreException(
          "The time %s cannot be recorded: set the station's clock".formatted(instant));
    }
    return nanos(instant);
  }

  /** The same for a bound of a query, which may lie anywhere. */
  static long toNearestNanos(Instant instant) {
    return instant.isBefore(FIRST)
        ? Long.MIN_VALUE
        : instant.isAfter(LAST) ? Long.MAX_VALUE : nanos(instant);
  }

  static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  private static long nanos(Instant instant) {
    long seconds = instant.getEpochSecond();
    // From the next second backwards where that is negative: the product alone would overflow.
    return seconds < 0
        ? (seconds + 1) * SECOND + (instant.getNano() - SECOND)
        : seconds * SECOND + instant.getNano();
  }
}
