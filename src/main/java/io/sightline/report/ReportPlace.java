package io.sightline.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a report goes. It is moved there once it is whole, which would put a file in the place of a
 * device, a pipe or a link.
 */
public final class ReportPlace {
  private ReportPlace() {}

  /**
   * The file itself, where a link leads to it.
   *
   * @throws ReportException when something else than a file is there, no folder for it, or one that
   *     nothing may be written to
   */
  public static Path of(Path file) {
    Path whole = file.toAbsolutePath();
    if (!Files.isDirectory(whole.resolveSibling("."))) {
      throw new ReportException("There is no folder for the report " + file + ": make it first");
    }
    if (Files.isDirectory(whole)) {
      throw new ReportException(whole + " is a folder: name a file for the report");
    }
    if (!Files.exists(whole)) {
      return writable(whole);
    }
    if (!Files.isRegularFile(whole)) {
      throw new ReportException(
          whole + " is a device or a pipe: name a file for the report, and pass that on");
    }
    try {
      return writable(whole.toRealPath());
    } catch (IOException e) {
      throw new ReportException("The report " + whole + " cannot be found: " + e.getMessage(), e);
    }
  }

  private static Path writable(Path place) {
    if (!Files.isWritable(place.resolveSibling("."))) {
      throw new ReportException(
          "The report %s cannot be written: check the rights of its folder".formatted(place));
    }
    return place;
  }
}
