package io.sightline.app;

import io.sightline.inspection.SightlineException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Does a chore now and every ten minutes, on a thread of its own called {@code housekeeping}, until
 * it is closed. A chore that fails is logged as a warning and tried again.
 */
final class Housekeeping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final long EVERY_MINUTES = 10;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "housekeeping"));
  private final ScheduledFuture<?> chores;

  Housekeeping(Runnable chore) {
    chores = clock.scheduleWithFixedDelay(() -> tryIt(chore), 0, EVERY_MINUTES, TimeUnit.MINUTES);
  }

  private static void tryIt(Runnable chore) {
    try {
      chore.run();
    } catch (SightlineException e) {
      LOG.log(Level.WARNING, String.valueOf(e.getMessage()), e);
    }
  }

  /** Waits for the chore at hand. */
  @Override
  public void close() {
    chores.cancel(false);
    clock.shutdown();
    try {
      clock.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
