package io.sightline.app.command;

import io.sightline.capture.CaptureException;
import io.sightline.capture.SourceUri;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

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
   * @param kind what it will be
   * @throws UsageException when it names no file: reports are moved into place, not printed
   * @throws io.sightline.report.ReportException when something is there that makes no room
   */
  public static void requireReport(String option, Path file, Kind kind) {
    requireName(option, file);
    ReportPlace.of(file, kind);
  }

  /**
   * Does nothing where all these are files of their own: one would be put in the place of another.
   *
   * @param files by the options that name them
   * @throws UsageException where two are the same, by whatever names
   */
  public static void requireApart(Map<String, Path> files) {
    Map<Path, String> seen = new HashMap<>();
    files.forEach(
        (option, file) -> {
          String other = seen.putIfAbsent(itself(file), option);
          if (other != null) {
            throw new UsageException(
                "%s and %s name the same file %s: each needs its own"
                    .formatted(other, option, file));
          }
        });
  }

  private static Path itself(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) { // not there yet, though its folder may be
      Path whole = file.toAbsolutePath().normalize();
      try {
        return whole.resolveSibling(".").toRealPath().resolve(whole.getFileName());
      } catch (IOException noFolder) {
        return whole;
      }
    }
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
      throw new UsageException(option + " - is not a file: name one");
    }
  }
}
