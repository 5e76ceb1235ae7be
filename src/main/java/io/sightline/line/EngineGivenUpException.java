package io.sightline.line;

import io.sightline.detect.Detector;
import java.util.Optional;

/**
 * An engine came back that had been given up: whatever it says, its run ends without it. Ends the
 * thread that was asking.
 */
final class EngineGivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Detector> engine;

  EngineGivenUpException(Optional<Detector> engine) {
    super("The engine came back after it had been given up");
    this.engine = engine;
  }

  /**
   * The one that answered, to be closed when nothing is asked of it any more; empty where all it
   * did was to fail to load.
   */
  Optional<Detector> engine() {
    return engine;
  }
}
