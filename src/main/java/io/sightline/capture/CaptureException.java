package io.sightline.capture;

import io.sightline.inspection.SightlineException;

/** A source that cannot be opened or read. */
public class CaptureException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public CaptureException(String message) {
    super(message);
  }

  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
