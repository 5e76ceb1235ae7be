package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.util.List;

/** Where a station records. Safe for use by any thread. */
public interface InspectionStore extends RecordedInspections, AutoCloseable {
  /**
   * Appends in one transaction, all or none; returns when they are on disk.
   *
   * @throws StoreException if they could not be kept (a full or read-only disk, a lost file)
   */
  void append(List<Inspection> inspections);

  /** Records parts that went by uninspected; returns when that is on disk. */
  void appendMissed(MissedParts missed);

  @Override
  void close();
}
