package io.sightline.line;

/**
 * An engine answered that had been given up: whatever it says, its run has ended without it. Ends
 * the thread that was asking.
 */
final class EngineGivenUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineGivenUpException() {
    super("The engine answered after it had been given up");
  }
}
