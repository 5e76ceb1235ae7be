package io.sightline.capture;

/**
 * A camera that does not respond now but may soon, as when a computer is up before its cameras
 * after a power cut. Other faults of a source remain until someone deals with them.
 */
public final class CameraAwayException extends CaptureException {
  private static final long serialVersionUID = 1L;

  public CameraAwayException(String message) {
    super(message);
  }

  public CameraAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
