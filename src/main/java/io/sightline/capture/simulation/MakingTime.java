package io.sightline.capture.simulation;

/** How long boards take to be made, so that one is begun in time and not much before. */
final class MakingTime {
  /**
   * The slowest is forgotten by a hundredth a board: a machine that was busy once is not for ever.
   */
  private static final double KEPT = 0.99;

  private static final double RESERVE = 1.5;

  private double slowest;

  /** Nanoseconds that the last board took. */
  void took(long nanos) {
    slowest = Math.max((double) nanos, slowest * KEPT);
  }

  /** How long before it is due a board is begun, nanoseconds. */
  long ahead() {
    return (long) (slowest * RESERVE);
  }
}
