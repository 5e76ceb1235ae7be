package io.sightline.detect;

/** Waits that an interruption may not cut short: the end of a thread, a hand-over that must be. */
public final class Uninterruptibly {
  private Uninterruptibly() {}

  /** Tries again until it is done; the interruption is kept for whoever asks next. */
  public static void run(Wait wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          wait.run();
          return;
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

  /** Something that waits, and can be begun again. */
  public interface Wait {
    void run() throws InterruptedException;
  }
}
