package io.sightline.ui.live;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import java.util.Objects;
import java.util.Optional;

/**
 * A part that did not pass, as kept for the strip of latest rejects.
 *
 * @param inspection what was decided; names the kept picture once it is recorded
 * @param thumbnail a small picture
 */
public record Reject(Inspection inspection, Optional<Picture> thumbnail) {
  public Reject {
    Objects.requireNonNull(inspection, "inspection");
    Objects.requireNonNull(thumbnail, "thumbnail");
  }
}
