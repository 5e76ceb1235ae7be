package io.sightline.app;

import io.sightline.detect.engine.Uninterruptibly;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Passes log entries on to the disk, in order, on its own thread {@code log}: a disk that does not
 * answer holds nobody who logs, least of all a line. Owns the handler it passes them on to.
 */
final class LogQueue extends Handler {
  /** Days of a usual log; takes a few megabytes. */
  private static final int MOST_WAITING = 10_000;

  private final Handler disk;
  private final Duration patience;
  private final AtomicLong lost = new AtomicLong();
  private final ThreadPoolExecutor writing =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          LogQueue::thread,
          (entry, full) -> lost.incrementAndGet());

  /**
   * @param patience how long the disk may take, when this is closed, to write what waits
   */
  LogQueue(Handler disk, Duration patience) {
    this.disk = disk;
    this.patience = patience;
  }

  /** A thread that hangs on a disk must not keep the program from ending. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "log");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void publish(LogRecord entry) {
    writing.execute(() -> write(entry));
  }

  private void write(LogRecord entry) {
    disk.publish(entry);
    if (writing.getQueue().isEmpty()) { // what was lost came after all that waited
      writeLost();
    }
  }

  private void writeLost() {
    long gone = lost.getAndSet(0);
    if (gone > 0) {
      LogRecord gap =
          new LogRecord(
              Level.WARNING, "{0} entries of this log were lost: its disk did not answer");
      gap.setLoggerName(LogQueue.class.getName());
      gap.setParameters(new Object[] {gone});
      disk.publish(gap);
    }
  }

  /** Does nothing: each entry is on its way to the disk. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    writing.shutdown();
    long until = System.nanoTime() + patience.toNanos();
    boolean written =
        Uninterruptibly.ask(
            () -> writing.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS));
    if (written) {
      writeLost();
      disk.close();
    } else {
      disk.getErrorManager().error("its disk does not answer", null, ErrorManager.CLOSE_FAILURE);
    }
  }
}
