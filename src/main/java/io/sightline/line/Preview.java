package io.sightline.line;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest part as the screen sees it. Boxes are the inspection's defects, in source pixels.
 *
 * @param picture its pixels, at most as many as the screen has room for, which may read them until
 *     it takes the next preview; empty where there was no memory for them
 * @param sourceWidth the width of the frame in pixels: what box coordinates are relative to
 * @param sourceHeight the height of the frame
 * @param inspection what was decided
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
