package io.sightline.ui.live.model;

import io.sightline.report.CsvExport;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What the operator's screen shows and controls. The creator of the lines closes them, after the
 * screen.
 *
 * @param name the plant's name for this station
 * @param lines one or more
 * @param export writes a line's CSV
 * @param pictures loads a reject's picture
 * @param diskFree free bytes where inspections are kept; called in the background, and throws
 *     {@link java.io.UncheckedIOException} if that is unknown
 */
public record Station(
    String name,
    List<StationLine> lines,
    CsvExport export,
    KeptPictures pictures,
    LongSupplier diskFree) {
  public Station {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(export, "export");
    Objects.requireNonNull(pictures, "pictures");
    Objects.requireNonNull(diskFree, "diskFree");
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("A station watches one line or more");
    }
  }
}
