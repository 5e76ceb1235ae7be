package io.sightline.line;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest part as the screen sees it. Boxes are the inspection's defects, in source pixels.
 *
 * @param picture its pixels, no more than the screen has room for; valid until the screen takes the
 *     next preview; empty if there was no memory for them
 * @param sourceWidth the width of the frame in pixels, which box coordinates refer to
 * @param sourceHeight the height of the frame
 * @param inspection the part's inspection
 */
public record Preview(
    Optional<Picture> picture, int sourceWidth, int sourceHeight, Inspection inspection) {
  public Preview {
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(inspection, "inspection");
  }

  public Preview(Picture picture, int sourceWidth, int sourceHeight, Inspection inspection) {
    this(Optional.of(picture), sourceWidth, sourceHeight, inspection);
  }
}
