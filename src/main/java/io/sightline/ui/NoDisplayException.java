package io.sightline.ui;

/** There is no display to open a window on; nothing was opened. */
public final class NoDisplayException extends UiException {
  private static final long serialVersionUID = 1L;

  NoDisplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
