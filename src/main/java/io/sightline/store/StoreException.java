package io.sightline.store;

import io.sightline.inspection.SightlineException;

/** The store cannot be opened, read or written. */
public class StoreException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
