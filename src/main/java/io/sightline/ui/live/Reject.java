package io.sightline.ui.live;

import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import java.util.Objects;
import java.util.Optional;

/**
 * A part that did not pass, as kept for the strip of latest rejects.
 *
 * @param inspection what was decided; names the kept picture once it is recorded
 * @param thumbnail a small picture, with the size of the source's
 * @param recorded whether it is on disk: if it names no picture then, none was kept
 */
public record Reject(Inspection inspection, Optional<Preview> thumbnail, boolean recorded) {
  public Reject {
    Objects.requireNonNull(inspection, "inspection");
    Objects.requireNonNull(thumbnail, "thumbnail");
  }

  /** Whether it is of this part, recorded or not. */
  boolean isOf(Inspection part) {
    return inspection.id().equals(part.id());
  }
}
