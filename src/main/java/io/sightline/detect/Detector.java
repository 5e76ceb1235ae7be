package io.sightline.detect;

import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.List;

/**
 * Looks at frames. Used by one thread at a time; owns its native memory, freed by {@link #close()}.
 */
public interface Detector extends AutoCloseable {
  /**
   * What the model finds in each frame, in the order of the frames. Borrows the frames.
   *
   * @throws DetectException when it could not look: never "nothing found" for that
   */
  List<Findings> detect(List<Frame> frames);

  /**
   * How many frames it looks at side by side, 1 or more: where so many wait, they are done sooner
   * when they are handed over together. One frame alone never waits for another.
   */
  default int atOnce() {
    return 1;
  }

  /** Which network this is and what runs it, as every inspection records. */
  ModelVersion version();

  /** The class names, by class id. */
  List<String> classes();

  @Override
  void close();
}
