package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.util.stream.Stream;

/** What a station has recorded, to be read. Safe for use by any thread. */
public interface RecordedInspections {
  /**
   * The inspections that match, oldest first, read as the stream is consumed; the caller closes it.
   * Sees the store as it was when the stream was opened, and blocks no writer.
   */
  Stream<Inspection> find(InspectionQuery query);

  /** Counts the inspections that {@link #find} would return. */
  VerdictCounts count(InspectionQuery query);

  /** The highest serial number a line has used, missed parts included; 0 if none. */
  long lastSerial(String line);
}
