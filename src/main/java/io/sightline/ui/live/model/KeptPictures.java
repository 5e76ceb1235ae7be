package io.sightline.ui.live.model;

import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import java.util.Optional;

/** The picture archive as seen by the screen. */
@FunctionalInterface
public interface KeptPictures {
  /**
   * Loads the whole picture of an inspection, reduced if it is too large for the available memory.
   * Runs on a background thread of the screen; exceptions are logged and shown by their phrase.
   *
   * @return empty if no picture was kept
   */
  Optional<Preview> load(Inspection inspection);
}
