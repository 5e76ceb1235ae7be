package io.sightline.detect.onnx;

import io.sightline.inspection.SightlineException;

/** A model or an engine that cannot be used, or that failed while it looked. */
public class DetectException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public DetectException(String message) {
    super(onALine(message));
  }

  public DetectException(String message, Throwable cause) {
    super(onALine(message), cause);
  }

  /** Names out of a model's file stand in messages: none of them writes on a terminal. */
  private static String onALine(String message) {
    return message.replaceAll("\\p{Cntrl}[\\s\\p{Cntrl}]*", " ");
  }
}
