package io.sightline.app;

import io.sightline.inspection.SightlineException;

/** A command that cannot do what it was asked. */
class AppException extends SightlineException {
  private static final long serialVersionUID = 1L;

  AppException(String message) {
    super(message);
  }

  AppException(String message, Throwable cause) {
    super(message, cause);
  }
}
