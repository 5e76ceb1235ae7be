package io.sightline.app.command;

import io.sightline.capture.CaptureException;
import io.sightline.capture.SourceUri;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks command-line arguments that name a source or a file before anything is opened. One that is
 * invalid on any machine is a usage error.
 */
public final class CommandWords {
  private CommandWords() {}

  /**
   * Parses a SOURCE.
   *
   * @throws UsageException with one sentence: what is wrong and what was expected
   */
  public static SourceUri source(String word) {
    try {
      return SourceUri.parse(word);
    } catch (CaptureException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Checks the option {@code --model}.
   *
   * @param name null if it was not given
   * @throws UsageException if it is empty
   */
  public static void requireModel(@Nullable String name) {
    if (name != null && name.isBlank()) {
      throw new UsageException("--model is empty: name a bundled model or an ONNX file");
    }
  }

  /**
   * Checks the option {@code --recipe}.
   *
   * @param name null if it was not given
   * @throws UsageException if it is empty
   */
  public static void requireRecipe(@Nullable String name) {
    if (name != null && name.isBlank()) {
      throw new UsageException("--recipe is empty: name a recipe of the station or a file");
    }
  }

  /**
   * Checks that this may be a folder's name.
   *
   * @param folder null if it was not given
   * @throws UsageException if it is empty, as with an unset variable in a script: that would be the
   *     working directory
   */
  public static void requireFolder(String option, @Nullable Path folder) {
    if (folder != null && folder.toString().isEmpty()) {
      throw new UsageException(option + " is empty: name a folder");
    }
  }

  /**
   * Checks that a report may be saved to this file.
   *
   * @param option the option that names it
   * @param kind the kind of report
   * @throws UsageException if it names no file: reports are moved into place, not printed
   * @throws io.sightline.report.ReportException if the report may not be written or replaced there
   */
  public static void requireReport(String option, Path file, Kind kind) {
    requireName(option, file);
    ReportPlace.of(file, kind);
  }

  /**
   * Checks that these are all different files, since one would overwrite another.
   *
   * @param files by the options that name them
   * @throws UsageException if two are the same file, even under different names
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
   * Checks that this may be a file's name.
   *
   * @throws UsageException if it is empty or means standard output
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
