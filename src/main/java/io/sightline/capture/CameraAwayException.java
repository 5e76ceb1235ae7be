package io.sightline.capture;

/**
 * A camera that does not answer now and may a little later, as after a power cut, when a computer
 * is up before its cameras. Other faults of a source stay until somebody sees to them.
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
