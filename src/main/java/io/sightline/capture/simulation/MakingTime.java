package io.sightline.capture.simulation;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Tracks how long boards take to make, so that each is started in time but not much earlier. */
final class MakingTime {
  /** The slowest time decays by 1 % per board, so that a single slow moment is forgotten. */
  private static final double KEPT = 0.99;

  private static final double RESERVE = 1.5;

  /**
   * The maximum fraction of the interval between boards; the rest is left to inspect the last one.
   */
  private static final double SHARE = 0.5;

  private final double most;
  private double slowest;

  /**
   * @param partsPerMinute if empty, boards are never due
   */
  MakingTime(OptionalDouble partsPerMinute) {
    most = SHARE * TimeUnit.MINUTES.toNanos(1) / partsPerMinute.orElse(1);
  }

  /** Records the nanoseconds that the last board took. */
  void took(long nanos) {
    slowest = Math.max((double) nanos, slowest * KEPT);
  }

  /**
   * Returns how many nanoseconds before its due time a board is started. The first boards of a
   * process take ten times as long as later ones and may be late; that does not take time from
   * their inspection.
   */
  long ahead() {
    return (long) Math.min(most, slowest * RESERVE);
  }
}
