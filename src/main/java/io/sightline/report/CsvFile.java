package io.sightline.report;

import io.sightline.config.WholeFile;
import io.sightline.inspection.Inspection;
import io.sightline.report.ReportPlace.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A CSV report in a file, written atomically: readers never see a partial report, and a failed
 * export leaves an older one unchanged.
 */
public final class CsvFile {
  private CsvFile() {}

  /** Returns whether the file is a report with rows below its header. */
  public static boolean hasRows(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    // ISO 8859-1 decodes any byte: a spreadsheet may have re-saved the file in another encoding.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      lines.readLine();
      String first = lines.readLine();
      return first != null && !first.isBlank();
    } catch (IOException e) {
      throw new ReportException(
          "What is at " + file + " already cannot be read: name another file", e);
    }
  }

  /**
   * Saves the rows. Does not close the stream.
   *
   * @return the number of rows written, excluding the header
   * @throws ReportException if the file cannot be written, or the path holds something else
   * @throws java.util.concurrent.CancellationException if {@code progress} ends the export
   */
  public static long save(
      Path file, CsvReport report, Stream<Inspection> rows, ExportProgress progress) {
    Path whole = ReportPlace.of(file, Kind.INSPECTIONS);
    try {
      return WholeFile.save(whole, out -> report.write(rows, out, progress));
    } catch (IOException e) {
      throw ReportException.ofFile(whole, e);
    }
  }
}
