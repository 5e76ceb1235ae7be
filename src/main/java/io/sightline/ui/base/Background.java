package io.sightline.ui.base;

/**
 * Runs a screen's slow work: files, the store, pictures to decode. The station runs it on threads
 * of its own, tests run it at once.
 */
@FunctionalInterface
public interface Background {
  /**
   * Runs this work soon, elsewhere.
   *
   * @param work handles its own errors: an exception from it is a bug and ends in the log
   */
  void run(Runnable work);
}
