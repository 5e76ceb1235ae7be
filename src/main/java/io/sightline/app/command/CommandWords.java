package io.sightline.app.command;

import io.sightline.capture.CaptureException;
import io.sightline.capture.SourceUri;
import io.sightline.report.ReportPlace;
import java.nio.file.Path;

/**
 * The words of a command line that name a source or a file: understood before anything is opened.
 * One that could name none, on this machine or another, is a usage error.
 */
public final class CommandWords {
  private CommandWords() {}

  /**
   * A SOURCE, understood.
   *
   * @throws UsageException in one sentence: what is wrong and what was expected
   */
  public static SourceUri source(String word) {
    try {
      return SourceUri.parse(word);
    } catch (CaptureException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Does nothing where a report may be saved under this name.
   *
   * @param option that names it
   * @throws UsageException when it names no file: reports are moved into place, not printed
   * @throws io.sightline.report.ReportException when something is there that makes no room
   */
  public static void requireReport(String option, Path file) {
    requireName(option, file);
    ReportPlace.of(file);
  }

  /**
   * Does nothing where this may be a file's name.
   *
   * @throws UsageException where it names none, or standard output
   */
  public static void requireName(String option, Path file) {
    if (file.toString().isEmpty()) {
      throw new UsageException(option + " is empty: name a file");
    }
    if (file.toString().equals("-")) {
      throw new UsageException(option + " - is no file: name one");
    }
  }
}
