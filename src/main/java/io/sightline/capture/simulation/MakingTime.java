package io.sightline.capture.simulation;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** How long boards take to be made, so that one is begun in time and not much before. */
final class MakingTime {
  /** The slowest time decays by 1 % a board, so that one slow moment is forgotten. */
  private static final double KEPT = 0.99;

  private static final double RESERVE = 1.5;

  /** At most this much of the time between two boards: the rest is the last one's look alone. */
  private static final double SHARE = 0.5;

  private final double most;
  private double slowest;

  /**
   * @param partsPerMinute empty: boards are never due
   */
  MakingTime(OptionalDouble partsPerMinute) {
    most = SHARE * TimeUnit.MINUTES.toNanos(1) / partsPerMinute.orElse(1);
  }

  /** Nanoseconds that the last board took. */
  void took(long nanos) {
    slowest = Math.max((double) nanos, slowest * KEPT);
  }

  /**
   * How long before it is due a board is begun, nanoseconds. The first boards of a process take ten
   * times as long as later ones and may come late; that does not count as their look's time.
   */
  long ahead() {
    return (long) Math.min(most, slowest * RESERVE);
  }
}
