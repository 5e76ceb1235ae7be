package io.sightline.ui.live;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import java.util.Optional;

/** The archive as the screen sees it. */
@FunctionalInterface
public interface KeptPictures {
  /**
   * The whole picture of an inspection, in source pixels; runs on a background thread of the
   * screen. What it throws is shown.
   *
   * @return empty where no picture was kept
   */
  Optional<Picture> load(Inspection inspection);
}
