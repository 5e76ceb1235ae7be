package io.sightline.line;

import io.sightline.capture.CaptureException;

/** A run's camera is not the one that it began with: nobody waits for that one to come back. */
final class AnotherCameraException extends CaptureException {
  private static final long serialVersionUID = 1L;

  /**
   * @param first what the run began with
   * @param now what is there in its place, as it differs
   */
  AnotherCameraException(String first, String now) {
    super(
        "%s has come back as another (%s): check the recipe's sizes and zones, then start again"
            .formatted(first, now));
  }
}
