package io.sightline.inspection;

import java.util.Optional;

/**
 * The root of everything Sightline reports as an error. The message is one sentence for the person
 * at the station: what is wrong, where, and what to do. The cause is for the log.
 */
public class SightlineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SightlineException(String message) {
    super(message);
  }

  public SightlineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a screen says in place of the message; empty where it shows the message as it is. */
  public Optional<Phrase> phrase() {
    return Optional.empty();
  }
}
