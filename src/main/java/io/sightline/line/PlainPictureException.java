package io.sightline.line;

import io.sightline.inspection.Phrase;
import io.sightline.inspection.SightlineException;
import java.util.Optional;

/** Reports that a picture shows nothing, so finding nothing in it does not make the part good. */
final class PlainPictureException extends SightlineException {
  private static final long serialVersionUID = 1L;

  private final int shown;
  private final double minimum;

  /**
   * @param shown its contrast, 0 to 255
   * @param minimum the contrast that the recipe requires
   */
  PlainPictureException(int shown, double minimum) {
    super(
        "The picture shows almost nothing: is the lens covered or the light off? Its contrast is %d of 255 levels; if good parts look like this, set \"minimumContrast\", now %.0f, to 0 in the recipe"
            .formatted(shown, minimum));
    this.shown = shown;
    this.minimum = minimum;
  }

  @Override
  public Optional<Phrase> phrase() {
    return Optional.of(Phrase.of("reason.plain", shown, minimum));
  }
}
