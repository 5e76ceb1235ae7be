package io.sightline.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Instants as the store keeps them: nanoseconds since 1970 in one 64-bit integer. Exact, sortable,
 * 8 bytes; covers the years 1677 to 2262.
 */
final class EpochNanos {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Instant FIRST = toInstant(Long.MIN_VALUE);
  private static final Instant LAST = toInstant(Long.MAX_VALUE);

  private EpochNanos() {}

  /**
   * Converts an instant that is to be stored.
   *
   * @throws StoreException if it cannot be stored exactly
   */
  static long of(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new StoreException(
          "The time %s cannot be recorded: set the station's clock".formatted(instant));
    }
    return nanos(instant);
  }

  /** Converts the bound of a query, which may lie anywhere: clamped to the range. */
  static long nearest(Instant instant) {
    return instant.isBefore(FIRST)
        ? Long.MIN_VALUE
        : instant.isAfter(LAST) ? Long.MAX_VALUE : nanos(instant);
  }

  static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  private static long nanos(Instant instant) {
    long seconds = instant.getEpochSecond();
    // If negative, count back from the next second: the product alone would overflow.
    return seconds < 0
        ? (seconds + 1) * SECOND + (instant.getNano() - SECOND)
        : seconds * SECOND + instant.getNano();
  }
}
