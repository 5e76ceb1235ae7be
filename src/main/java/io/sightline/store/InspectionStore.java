package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.util.List;
import java.util.stream.Stream;

/** A station's inspections. Safe for use by any thread. */
public interface InspectionStore extends AutoCloseable {
  /**
   * Appends in one transaction, all or none; returns when they are on disk.
   *
   * @throws StoreException if they could not be kept (a full or read-only disk, a lost file)
   */
  void append(List<Inspection> inspections);

  /** Records parts that went by uninspected; returns when that is on disk. */
  void appendMissed(MissedParts missed);

  /**
   * The inspections that match, oldest first, read as the stream is consumed; the caller closes it.
   * Sees the store as it was when the stream was opened, and blocks no writer.
   */
  Stream<Inspection> find(InspectionQuery query);

  /** Counts the inspections that {@link #find} would return. */
  VerdictCounts count(InspectionQuery query);

  /** The highest serial number a line has used, missed parts included; 0 if none. */
  long lastSerial(String line);

  @Override
  void close();
}
