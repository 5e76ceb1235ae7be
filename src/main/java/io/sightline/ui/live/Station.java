package io.sightline.ui.live;

import io.sightline.report.CsvExport;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What the operator's screen shows and does. Whoever made the lines closes them, after the screen.
 *
 * @param name what the plant calls this station
 * @param lines one or more
 * @param export writes a line's CSV
 * @param pictures finds a reject's picture
 * @param diskFree bytes free where inspections are kept; asked in the background, and throws {@link
 *     java.io.UncheckedIOException} where that is not known
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
