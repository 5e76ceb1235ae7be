package io.sightline.line;

import io.sightline.detect.Detector;
import java.util.Optional;

/**
 * Thrown when an engine that had been given up comes back. Its run ends without its answer. Ends
 * the thread that was waiting for it.
 */
final class EngineGivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Detector> engine;

  EngineGivenUpException(Optional<Detector> engine) {
    super("The engine came back after it had been given up");
    this.engine = engine;
  }

  /**
   * Returns the engine that answered, to be closed when it is no longer used; empty if it only
   * failed to load.
   */
  Optional<Detector> engine() {
    return engine;
  }
}
