package io.sightline.store;

/** The disk has no room for what is to be recorded; what was recorded is safe. */
public final class FullDiskException extends StoreException {
  private static final long serialVersionUID = 1L;

  FullDiskException(String message, Throwable cause) {
    super(message, cause);
  }
}
