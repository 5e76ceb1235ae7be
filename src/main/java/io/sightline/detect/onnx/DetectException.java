package io.sightline.detect.onnx;

import io.sightline.inspection.SightlineException;

/** A model or an engine that cannot be used, or that failed while in use. */
public class DetectException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public DetectException(String message) {
    super(onALine(message));
  }

  public DetectException(String message, Throwable cause) {
    super(onALine(message), cause);
  }

  /** Names from a model's file appear in messages: none of them may control a terminal. */
  private static String onALine(String message) {
    return message.replaceAll("\\p{Cntrl}[\\s\\p{Cntrl}]*", " ");
  }
}
