package io.sightline.report;

import io.sightline.inspection.SightlineException;

/** A report that cannot be written. */
public class ReportException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public ReportException(String message) {
    super(message);
  }

  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
