package io.sightline.report.validation;

import io.sightline.config.WholeFile;
import io.sightline.report.ReportException;
import io.sightline.report.ReportPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A report's page in a file: whoever finds it finds it whole. */
public final class PageFile {
  private PageFile() {}

  /**
   * Saves a page.
   *
   * @throws ReportException when the file cannot be written
   */
  public static void save(Path file, String page) {
    Path whole = ReportPlace.of(file);
    try {
      WholeFile.save(whole, page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw ReportException.ofFile(whole, e);
    }
  }
}
