package io.sightline.capture;

/**
 * A camera that rejects the user and password. Asking again is worse than useless: cameras lock
 * themselves after repeated attempts with a wrong password.
 */
public final class CameraRefusesException extends CaptureException {
  private static final long serialVersionUID = 1L;

  public CameraRefusesException(String message, Throwable cause) {
    super(message, cause);
  }
}
