package io.sightline.app.command;

import io.sightline.inspection.SightlineException;

/** A command that cannot do what it was asked. */
public class AppException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public AppException(String message) {
    super(message);
  }

  public AppException(String message, Throwable cause) {
    super(message, cause);
  }
}
