package io.sightline.ui;

import io.sightline.inspection.SightlineException;

/** The screen cannot be opened, or failed. */
public class UiException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public UiException(String message, Throwable cause) {
    super(message, cause);
  }
}
