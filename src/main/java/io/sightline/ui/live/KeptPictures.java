package io.sightline.ui.live;

import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import java.util.Optional;

/** The archive as the screen sees it. */
@FunctionalInterface
public interface KeptPictures {
  /**
   * The whole picture of an inspection, shrunk where it is too large for the memory there is; runs
   * on a background thread of the screen. What it throws is logged, and shown by its phrase.
   *
   * @return empty where no picture was kept
   */
  Optional<Preview> load(Inspection inspection);
}
