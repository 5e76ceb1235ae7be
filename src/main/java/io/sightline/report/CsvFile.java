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
 * A CSV report in a file: whoever finds it finds it whole, and a failed export leaves an older one
 * as it was.
 */
public final class CsvFile {
  private CsvFile() {}

  /** Whether a report lies there that has more than a header. */
  public static boolean hasRows(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    // In a code that knows every byte: a spreadsheet may have saved it in another than ours.
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
   * Saves the rows. Closes none of them.
   *
   * @return how many rows the file has, the header not counted
   * @throws ReportException when the file cannot be written, or something else than a file is there
   * @throws java.util.concurrent.CancellationException when {@code progress} ends it
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
