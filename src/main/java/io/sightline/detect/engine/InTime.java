package io.sightline.detect.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A call into native code that may never return. It gets a thread of its own, as nothing can
 * interrupt it there: a late call is abandoned, and frees what it created if it ever returns. The
 * thread does not keep the process from exiting.
 */
final class InTime {
  private InTime() {}

  /**
   * Returns the answer; empty if none came in time. Rethrows what the question throws.
   *
   * @param thread the name of the thread
   */
  static <T> Optional<T> ask(String thread, Duration limit, Supplier<T> question) {
    FutureTask<T> asked = new FutureTask<>(question::get);
    Thread asking = new Thread(asked, thread);
    asking.setDaemon(true);
    asking.start();
    long until = System.nanoTime() + limit.toNanos();
    try {
      Uninterruptibly.run(() -> await(asked, until));
      return asked.isDone() ? Optional.of(asked.get()) : Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a supplier can throw nothing else
    } catch (InterruptedException e) {
      throw new IllegalStateException("What is done is not waited for", e);
    }
  }

  private static void await(FutureTask<?> asked, long until) throws InterruptedException {
    try {
      asked.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // the caller checks the outcome
    }
  }
}
