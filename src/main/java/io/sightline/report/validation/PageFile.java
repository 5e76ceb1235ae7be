package io.sightline.report.validation;

import io.sightline.report.ReportException;
import io.sightline.report.ReportPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A report's page in a file: under a temporary name first, so that whoever finds it finds it whole.
 */
public final class PageFile {
  private PageFile() {}

  /**
   * Saves a page.
   *
   * @throws ReportException when the file cannot be written
   */
  public static void save(Path file, String page) {
    Path whole = ReportPlace.of(file);
    Path fresh = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      Files.writeString(fresh, page, StandardCharsets.UTF_8);
      Files.move(fresh, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ReportException(
          "The report %s cannot be written (%s): check the folder, its rights and the space on the disk"
              .formatted(whole, e.getMessage()),
          e);
    }
  }
}
