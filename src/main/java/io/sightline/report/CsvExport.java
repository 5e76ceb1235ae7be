package io.sightline.report;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Writes what a line has recorded into a CSV file, for a screen that asks for it. */
@FunctionalInterface
public interface CsvExport {
  /**
   * Writes the file; may take minutes, so that a screen has it run in the background.
   *
   * @return where the rows are; empty when it was cancelled, and then no file is left behind
   * @throws io.sightline.inspection.SightlineException when it cannot be written, or the store not
   *     be read; its message and phrase are for the operator
   */
  Optional<Exported> write(Wanted wanted, Progress progress);

  /**
   * What is to be exported.
   *
   * @param line the line's name
   * @param since what was judged from then on; empty for everything
   */
  record Wanted(String line, Optional<Instant> since) {
    public Wanted {
      Objects.requireNonNull(line, "line");
      Objects.requireNonNull(since, "since");
    }
  }

  /** How far an export is, and whether it should go on. */
  interface Progress {
    /** Says that {@code done} of {@code total} rows are written. Returns at once. */
    void rows(long done, long total);

    /** True once somebody wants it stopped; asked between rows. */
    boolean cancelled();
  }

  /**
   * A finished export.
   *
   * @param file where it lies
   * @param rows how many inspections it holds
   */
  record Exported(Path file, long rows) {
    public Exported {
      Objects.requireNonNull(file, "file");
    }
  }
}
