package io.sightline.line;

import io.sightline.capture.CaptureException;
import io.sightline.inspection.Misfit;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/**
 * Thrown if the line's camera sends pictures of another size than the first, or they do not fit the
 * recipe. Ends the run instead of waiting for the camera.
 */
final class AnotherCameraException extends CaptureException {
  private static final long serialVersionUID = 1L;

  private final Phrase phrase;

  /**
   * @param camera its description
   * @param now the size of its pictures now
   * @param before the size of the line's first picture
   */
  AnotherCameraException(String camera, String now, String before) {
    this(
        "%s has come back with other pictures (%s, before %s), for which the recipe's sizes and zones are wrong: restore the camera's settings, then start again; or change the recipe and open Sightline again"
            .formatted(camera, now, before),
        Phrase.of("reason.camera", now, before));
  }

  private AnotherCameraException(String message, Phrase phrase) {
    super(message);
    this.phrase = phrase;
  }

  /**
   * Returns the exception for first pictures whose size the recipe does not fit.
   *
   * @param camera the description of the source
   * @param now their size
   * @param recipe its name
   */
  static AnotherCameraException unfit(String camera, String now, String recipe, Misfit why) {
    return new AnotherCameraException(
        "%s: its pictures are %s, which the recipe \"%s\" is not made for, as %s: restore the camera's settings, then start again; or change the recipe and open Sightline again"
            .formatted(camera, now, recipe, why.reason()),
        Phrase.of("reason.unfit", now, recipe, why.phrase()));
  }

  @Override
  public Optional<Phrase> phrase() {
    return Optional.of(phrase);
  }
}
