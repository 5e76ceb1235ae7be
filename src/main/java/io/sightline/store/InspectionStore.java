package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The kept inspections of a station. Safe for use by any thread. */
public interface InspectionStore extends AutoCloseable {
  /**
   * Appends in one transaction and returns when it is on disk: all of them or none.
   *
   * @throws StoreException when they could not be kept (a full or read-only disk, a lost file)
   */
  void append(List<Inspection> inspections);

  /** Counts parts that went by uninspected, on disk when it returns. */
  void appendMissed(MissedParts missed);

  /**
   * The inspections that match, oldest first, read as the stream is consumed; the caller closes it.
   * Sees what was recorded when it was opened, and hinders no writer.
   */
  Stream<Inspection> find(InspectionQuery query);

  /** One inspection; empty where there is none of this id. */
  Optional<Inspection> find(UUID id);

  /** The counts over what matches: the same that {@link #find(InspectionQuery)} would show. */
  VerdictCounts count(InspectionQuery query);

  /** The highest serial number that a line has given out, missed parts included; 0 for none. */
  long lastSerial(String line);

  @Override
  void close();
}
