package io.sightline.detect;

/** A look at one frame that was begun. The frame stays borrowed until this was waited for. */
@FunctionalInterface
public interface Look {
  /**
   * What was found; waits until the look is over, an interruption is kept for later.
   *
   * @throws DetectException when the detector could not look: never "nothing found" for that
   */
  Findings findings();

  /**
   * Has somebody told, once, when {@link #findings()} need not be waited for: on the thread that
   * looked, or at once where the look is over or begins only when it is asked for. It must not take
   * long.
   */
  default void whenDone(Runnable told) {
    told.run();
  }
}
