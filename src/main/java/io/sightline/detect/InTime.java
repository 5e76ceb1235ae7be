package io.sightline.detect;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A question to native code that may never come back from it. It is asked on a thread of its own,
 * as nothing can interrupt it there: one that is late is left behind, and frees what it made when
 * it does come back. It does not keep the process from ending.
 */
final class InTime {
  private InTime() {}

  /**
   * The answer; empty where none came in time. Whatever the question throws is thrown here.
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
      throw (RuntimeException) e.getCause(); // a supplier throws nothing else
    } catch (InterruptedException e) {
      throw new IllegalStateException("What is done is not waited for", e);
    }
  }

  private static void await(FutureTask<?> asked, long until) throws InterruptedException {
    try {
      asked.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return; // asked again below, by those who wait no more
    }
  }
}
