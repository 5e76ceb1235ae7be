package io.sightline.report.validation;

import io.sightline.config.WholeFile;
import io.sightline.report.ReportException;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A report's page in a file, written atomically: readers never see a partial page. */
public final class PageFile {
  private PageFile() {}

  /**
   * Saves a page.
   *
   * @param kind its kind, and the only kind of report it may replace
   * @throws ReportException if the file cannot be written
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
