package io.sightline.capture.simulation;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When the next board is under the camera. */
interface Pace {
  /**
   * Waits until part number i of this run is due; returns at once where it is late.
   *
   * @throws InterruptedException when the line is being stopped
   */
  default void await(long part) throws InterruptedException {
    await(part, 0);
  }

  /**
   * Waits until so many nanoseconds before it is due.
   *
   * @throws InterruptedException when the line is being stopped
   */
  void await(long part, long before) throws InterruptedException;

  /** So many parts a minute from the first call on; as fast as they are taken where empty. */
  static Pace of(OptionalDouble partsPerMinute) {
    return partsPerMinute.isPresent()
        ? new Steady(TimeUnit.MINUTES.toNanos(1) / partsPerMinute.getAsDouble())
        : (part, before) -> {};
  }

  /**
   * A belt at constant speed: due times come from the first part, so that lateness never adds up.
   * It starts when the first is there, however long that took to make.
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
