package io.sightline.app;

import io.sightline.inspection.SightlineException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a chore now and every ten minutes on its own thread, {@code housekeeping}, until closed. A
 * failing chore is logged as a warning and retried.
 */
final class Housekeeping implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration USUAL = Duration.ofMinutes(10);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "housekeeping"));
  private final ScheduledFuture<?> chores;

  Housekeeping(Runnable chore) {
    this(chore, USUAL);
  }

  Housekeeping(Runnable chore, Duration pause) {
    chores =
        clock.scheduleWithFixedDelay(
            () -> tryIt(chore), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void tryIt(Runnable chore) {
    try {
      chore.run();
    } catch (SightlineException e) {
      LOG.log(Level.WARNING, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) { // otherwise the scheduler would drop the chore for good
      LOG.log(Level.WARNING, "A background task failed unexpectedly and is tried again: " + e, e);
    }
  }

  /** Waits for a running chore, a minute at most. */
  @Override
  public void close() {
    chores.cancel(false);
    clock.shutdown();
    try {
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        LOG.log(Level.WARNING, "A background task does not end and is abandoned");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
