package io.sightline.detect.engine;

/** Waits that no interruption may cut short: for the end of a thread, or a vital hand-over. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /** Retries until it is done, then restores the interrupt flag if it was interrupted. */
  public static void run(Wait wait) {
    ask(
        () -> {
          wait.run();
          return wait;
        });
  }

  /** As {@link #run}, but for something that returns an answer or fails. */
  public static <T, E extends Exception> T ask(Question<T, E> question) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return question.answer();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A wait for an answer that can be repeated. */
  public interface Question<T, E extends Exception> {
    T answer() throws InterruptedException, E;
  }

  /** A wait that can be repeated. */
  public interface Wait {
    void run() throws InterruptedException;
  }
}
