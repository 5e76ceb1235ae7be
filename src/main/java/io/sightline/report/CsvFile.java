package io.sightline.report;

import io.sightline.inspection.Inspection;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A CSV report in a file. Written under a temporary name beside it, put on disk and moved: whoever
 * finds the file finds it whole, and a failed export leaves an older one as it was.
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
    Path fresh = whole.resolveSibling(whole.getFileName() + ".part");
    try {
      long written;
      // Not a channel: that would fail where somebody interrupts this thread.
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        written = report.write(rows, out, progress);
        out.getFD().sync();
      }
      move(fresh, whole);
      return written;
    } catch (IOException e) {
      throw failed(whole, fresh, e);
    } catch (RuntimeException | Error e) {
      drop(fresh, e);
      throw e;
    }
  }

  private static void move(Path fresh, Path whole) throws IOException {
    try {
      Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static ReportException failed(Path whole, Path fresh, IOException e) {
    drop(fresh, e);
    return new ReportException(
        "The report %s cannot be written (%s): check the folder, its rights and the space on the disk"
            .formatted(whole, e.getMessage()),
        e);
  }

  private static void drop(Path fresh, Throwable reason) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
