package io.sightline.ui.live.model;

import io.sightline.report.CsvExport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back an export goes. */
public enum ExportSpan {
  SHIFT,
  DAY,
  ALL;

  /** Returns the export of this span of a line; everything if the plant has no shifts. */
  public CsvExport.Wanted of(LineFacts line, Instant now) {
    Optional<Instant> since =
        switch (this) {
          case SHIFT -> line.shifts().began(now);
          case DAY -> Optional.of(now.minus(Duration.ofDays(1)));
          case ALL -> Optional.empty();
        };
    return new CsvExport.Wanted(line.name(), since);
  }
}
