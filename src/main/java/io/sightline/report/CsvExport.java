package io.sightline.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Writes a line's recorded inspections to a CSV file on behalf of a screen. */
@FunctionalInterface
public interface CsvExport {
  /**
   * Writes the file. May take minutes; screens run it in the background.
   *
   * @return where the rows are; empty if cancelled, in which case no file is left behind
   * @throws io.sightline.inspection.SightlineException if the file cannot be written or the store
   *     cannot be read; its message and phrase are for the operator
   */
  Optional<Exported> write(Wanted wanted, Progress progress);

  /**
   * The selection to export.
   *
   * @param line the line's name
   * @param since start of the judging time exported; empty for everything
   */
  record Wanted(String line, Optional<Instant> since) {
    public Wanted {
      Objects.requireNonNull(line, "line");
      Objects.requireNonNull(since, "since");
    }
  }

  /** Receives an export's progress and may cancel it. */
  interface Progress {
    /** Reports that {@code done} of {@code total} rows are written. Returns at once. */
    void rows(long done, long total);

    /** Returns true once cancellation is requested; polled between rows. */
    boolean cancelled();
  }

  /**
   * A finished export.
   *
   * @param file its location
   * @param rows the number of inspections in it
   */
  record Exported(Path file, long rows) {
    public Exported {
      Objects.requireNonNull(file, "file");
    }
  }
}
