package io.sightline.inspection;

import java.util.Optional;

/**
 * The root of all errors that Sightline reports. The message is one sentence for the person at the
 * station: what is wrong, where, and what to do. The cause is for the log.
 */
public class SightlineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SightlineException(String message) {
    super(message);
  }

  public SightlineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a screen shows instead of the message; empty if it shows the message itself. */
  public Optional<Phrase> phrase() {
    return Optional.empty();
  }
}
