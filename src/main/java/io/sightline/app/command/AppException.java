package io.sightline.app.command;

import io.sightline.inspection.SightlineException;

/** Thrown if a command cannot do its work. */
public class AppException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public AppException(String message) {
    super(message);
  }

  public AppException(String message, Throwable cause) {
    super(message, cause);
  }
}
