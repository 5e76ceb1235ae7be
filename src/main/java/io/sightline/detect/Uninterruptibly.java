package io.sightline.detect;

/** Waits that an interruption may not cut short: the end of a thread, a hand-over that must be. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /** Tries again until it is done; the interruption is kept for whoever asks next. */
  public static void run(Wait wait) {
    ask(
        () -> {
          wait.run();
          return wait;
        });
  }

  /** The same of something that has an answer, or fails. */
  static <T, E extends Exception> T ask(Question<T, E> question) throws E {
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

  /** Something that waits for an answer, and can be asked again. */
  interface Question<T, E extends Exception> {
    T answer() throws InterruptedException, E;
  }

  /** Something that waits, and can be begun again. */
  public interface Wait {
    void run() throws InterruptedException;
  }
}
