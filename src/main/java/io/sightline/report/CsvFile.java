package io.sightline.report;

import io.sightline.config.WholeFile;
import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A CSV report in a file: whoever finds it finds it whole, and a failed export leaves an older one
 * as it was.
 */
public final class CsvFile {
  private CsvFile() {}

  /**
   * Saves the rows. Closes none of them.
   *
   * @return how many rows the file has, the header not counted
   * @throws ReportException when the file cannot be written, or something else than a file is there
   * @throws java.util.concurrent.CancellationException when {@code progress} ends it
   */
  public static long save(
      Path file, CsvReport report, Stream<Inspection> rows, ExportProgress progress) {
    Path whole = ReportPlace.of(file);
    try {
      return WholeFile.save(whole, out -> report.write(rows, out, progress));
    } catch (IOException e) {
      throw ReportException.ofFile(whole, e);
    }
  }
}
