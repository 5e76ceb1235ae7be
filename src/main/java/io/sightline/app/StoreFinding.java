package io.sightline.app;

import io.sightline.app.command.Said;
import io.sightline.inspection.SightlineException;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.StoreReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code doctor} reports about a station's store. Changes nothing there. */
final class StoreFinding {
  /** A million inspections took 0.7 seconds from memory, 7 from a cold disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private StoreFinding() {}

  /** Returns the store's size and whether all of it is readable, or why nothing can be recorded. */
  static String of(DataDirectory data) {
    Path there = data.root();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return "none: %s is not a folder: choose another --data directory".formatted(there);
    }
    Optional<Path> obstacle = Files.isWritable(there) ? data.unwritable() : Optional.of(there);
    return found(data)
        + obstacle
            .map("; nothing can be recorded by this user: %s cannot be written"::formatted)
            .orElse("");
  }

  private static String found(DataDirectory data) {
    if (!Files.exists(data.storeFile())) {
      return "none yet";
    }
    try {
      StoreReader store = StoreReader.of(data);
      long inspections = store.count(InspectionQuery.ALL).inspected();
      String whole =
          store.checkIntegrity(PATIENCE)
              ? "whole"
              : "no damage found within %d seconds, not all of it was read"
                  .formatted(PATIENCE.toSeconds());
      return "%s, %s".formatted(Said.counted(inspections, "inspection", "inspections"), whole);
    } catch (SightlineException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
