package io.sightline.report.validation;

import io.sightline.config.WholeFile;
import io.sightline.report.ReportException;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A report's page in a file: whoever finds it finds it whole. */
public final class PageFile {
  private PageFile() {}

  /**
   * Saves a page.
   *
   * @param kind what it is, and what it may take the place of
   * @throws ReportException when the file cannot be written
   */
  public static void save(Path file, Kind kind, String page) {
    Path whole = ReportPlace.of(file, kind);
    try {
      WholeFile.save(whole, page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ReportException.ofFile(whole, e);
    }
  }
}
