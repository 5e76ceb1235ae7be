package io.sightline.report;

import io.sightline.inspection.SightlineException;
import java.io.IOException;
import java.nio.file.Path;

/** Thrown if a report cannot be written. */
public class ReportException extends SightlineException {
  private static final long serialVersionUID = 1L;

  public ReportException(String message) {
    super(message);
  }

  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the exception for a report file that cannot be written. */
  public static ReportException ofFile(Path file, IOException cause) {
    return new ReportException(
        "The report %s cannot be written (%s): check the folder, its rights and the space on the disk"
            .formatted(file, cause.getMessage()),
        cause);
  }
}
