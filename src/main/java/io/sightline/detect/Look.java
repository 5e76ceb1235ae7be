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
}
