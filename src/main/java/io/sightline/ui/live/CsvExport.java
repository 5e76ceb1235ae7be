package io.sightline.ui.live;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Writes what a line has recorded into a CSV file. */
@FunctionalInterface
public interface CsvExport {
  /**
   * Writes the file; runs on a background thread of the screen. What it throws is shown.
   *
   * @return where the rows are; empty when it was cancelled, and then no file is left behind
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

    /** True once the operator wants it stopped; asked between rows. */
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
