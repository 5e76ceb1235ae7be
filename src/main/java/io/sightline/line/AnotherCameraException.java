package io.sightline.line;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/** A line's camera is not the one that it began with: nobody waits for that one to come back. */
final class AnotherCameraException extends CaptureException {
  private static final long serialVersionUID = 1L;

  private final String now;
  private final String before;

  /**
   * @param camera what it is called
   * @param now what is there in its place, as it differs
   * @param before what the line began with
   */
  AnotherCameraException(String camera, String now, String before) {
    super(
        "%s has come back as another (%s, before %s), for which the recipe's sizes and zones do not hold: set the camera back, then start again; or change the recipe and open Sightline again"
            .formatted(camera, now, before));
    this.now = now;
    this.before = before;
  }

  @Override
  public Optional<Phrase> phrase() {
    return Optional.of(Phrase.of("reason.camera", now, before));
  }
}
