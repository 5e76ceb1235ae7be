package io.sightline.ui.live.model;

import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import java.util.Objects;
import java.util.Optional;

/**
 * A part that did not pass, as kept for the strip of latest rejects.
 *
 * @param inspection the decision; names the archived picture once it is recorded
 * @param thumbnail a small picture, with the size of the source
 * @param recorded whether it is on disk: if it then names no picture, none was kept
 */
public record Reject(Inspection inspection, Optional<Preview> thumbnail, boolean recorded) {
  public Reject {
    Objects.requireNonNull(inspection, "inspection");
    Objects.requireNonNull(thumbnail, "thumbnail");
  }

  /** Returns whether this is the reject of this part, recorded or not. */
  public boolean isOf(Inspection part) {
    return inspection.id().equals(part.id());
  }
}
