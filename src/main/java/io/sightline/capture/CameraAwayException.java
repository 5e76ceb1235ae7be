package io.sightline.capture;

/**
 * A camera that does not answer now but may do so shortly, for example after a power cut when the
 * computer starts faster than its cameras. Other source faults last until someone fixes them.
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
