package io.sightline.detect;

/** A detector's pending work on one frame, which stays borrowed until the findings are fetched. */
@FunctionalInterface
public interface PendingFindings {
  /**
   * Waits for the findings and returns them; restores the interrupt flag if interrupted.
   *
   * @throws DetectException if detection failed: never reported as "nothing found"
   */
  Findings findings();

  /**
   * Runs a callback, once, when {@link #findings()} no longer has to wait: on the detecting thread,
   * or at once if detection is over or only begins on request. It must not take long.
   */
  default void whenDone(Runnable told) {
    told.run();
  }
}
