package io.sightline.detect.onnx;

import io.sightline.inspection.SightlineException;

/** A model or an engine that cannot be used, or that failed while it looked. */
public class DetectException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public DetectException(String message) {
    super(message);
  }

  public DetectException(String message, Throwable cause) {
    super(message, cause);
  }
}
