package io.sightline.ui.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The background of a running station: two threads, so that an export does not delay a picture.
 * Closing rejects new work, interrupts running work and waits for it.
 */
public final class BackgroundThreads implements Background, AutoCloseable {
  private static final Logger LOG = System.getLogger(BackgroundThreads.class.getName());
  private static final int PATIENCE_SECONDS = 10;

  private final ExecutorService threads;

  public BackgroundThreads() {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            2, work -> leastUrgent(new Thread(work, "screen-work-" + number.incrementAndGet())));
  }

  /** An export may use seconds of a core; the inspection of parts takes priority. */
  @SuppressWarnings("ThreadPriorityCheck") // only a hint; nothing depends on it
  private static Thread leastUrgent(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  @Override
  public void run(Runnable work) {
    threads.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, "Background work of the screen failed", fault);
          }
        });
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "Background work of the screen does not end and is abandoned");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
