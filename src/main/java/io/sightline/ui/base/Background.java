package io.sightline.ui.base;

/**
 * Where a screen puts work that takes time: files, the store, pictures to decode. The station runs
 * it on threads of its own; tests run it at once.
 */
@FunctionalInterface
public interface Background {
  /**
   * Runs this soon, elsewhere.
   *
   * @param work handles its own errors: what it throws is a fault of ours and ends in the log
   */
  void run(Runnable work);
}
