package io.sightline.image;

import io.sightline.inspection.SightlineException;

/** A picture that cannot be read, written or used. */
public class ImageException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
