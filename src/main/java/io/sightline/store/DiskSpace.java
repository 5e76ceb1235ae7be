package io.sightline.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The space of a disk, asked of {@link File}: a {@code FileStore} is not available if the list of
 * mounts is hidden, as in a root of its own.
 *
 * @param size in bytes, above 0
 * @param free of these, what this user may write
 */
public record DiskSpace(long size, long free) {
  /** Returns that of the disk of this file or folder; empty if it is gone or that is unknown. */
  public static Optional<DiskSpace> at(Path there) {
    File file = there.toFile();
    return Optional.of(new DiskSpace(file.getTotalSpace(), file.getUsableSpace()))
        .filter(disk -> disk.size > 0);
  }

  /** As {@link #at}, for a file that need not exist yet: asked of the nearest folder that does. */
  public static Optional<DiskSpace> near(Path file) {
    for (Path there = file.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        return at(there);
      }
    }
    return Optional.empty();
  }
}
