package io.sightline.capture.simulation;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Determines when the next board is under the camera. */
interface Pace {
  /**
   * Waits until this run's part with this number is due; returns at once if it is late.
   *
   * @throws InterruptedException if the line is being stopped
   */
  default void await(long part) throws InterruptedException {
    await(part, 0);
  }

  /**
   * Waits until {@code before} nanoseconds before the part is due.
   *
   * @throws InterruptedException if the line is being stopped
   */
  void await(long part, long before) throws InterruptedException;

  /**
   * Returns a pace in parts a minute, starting at the first call; if empty, parts are due at once.
   */
  static Pace of(OptionalDouble partsPerMinute) {
    return partsPerMinute.isPresent()
        ? new Steady(TimeUnit.MINUTES.toNanos(1) / partsPerMinute.getAsDouble())
        : (part, before) -> {};
  }

  /**
   * A belt at constant speed. Due times count from the first part, so that delays never add up. The
   * belt starts when the first part is ready, however long that took to make.
   */
  final class Steady implements Pace {
    private final double interval;
    private long start;
    private boolean started;

    private Steady(double interval) {
      this.interval = interval;
    }

    @Override
    public void await(long part, long before) throws InterruptedException {
      if (!started || part == 0) {
        started = true;
        start = System.nanoTime() - (long) (part * interval);
      }
      long due = start + (long) (part * interval) - before;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("The line is being stopped");
        }
        LockSupport.parkNanos(left);
      }
    }
  }
}
