package io.sightline.report;

import io.sightline.inspection.Phrase;
import java.nio.file.Path;
import java.util.Optional;

/** Thrown if an export would fill the disk on which the station records. */
final class NoRoomException extends ReportException {
  private static final long serialVersionUID = 1L;

  private static final double BYTES_PER_GIGABYTE = 1e9;

  private final long rows;
  private final double needed;
  private final double free;
  private final String folder;

  /**
   * @param rows the number of inspections requested
   * @param needed their estimated size in bytes
   * @param free the bytes available to the export
   */
  NoRoomException(long rows, long needed, long free, Path folder) {
    super(
        "%,d inspections take about %.1f GB, and %.1f GB of %s is available: choose a shorter time, or free some space"
            .formatted(rows, needed / BYTES_PER_GIGABYTE, free / BYTES_PER_GIGABYTE, folder));
    this.rows = rows;
    this.needed = needed / BYTES_PER_GIGABYTE;
    this.free = free / BYTES_PER_GIGABYTE;
    this.folder = folder.toString();
  }

  @Override
  public Optional<Phrase> phrase() {
    return Optional.of(Phrase.of("export.full", rows, needed, free, folder));
  }
}
