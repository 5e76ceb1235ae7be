package io.sightline.store;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The free space of a disk, asked of {@link File}: a {@code FileStore} is not available if the list
 * of mounts is hidden, as in a root of its own.
 */
public final class FreeSpace {
  private FreeSpace() {}

  /**
   * Returns the bytes free where this file or folder is; empty if it is gone or that is unknown.
   */
  public static OptionalLong at(Path there) {
    File file = there.toFile();
    return file.getTotalSpace() > 0 ? OptionalLong.of(file.getUsableSpace()) : OptionalLong.empty();
  }

  /** As {@link #at}, for a file that need not exist yet: asked of the nearest folder that does. */
  public static OptionalLong near(Path file) {
    for (Path there = file.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) {
        return at(there);
      }
    }
    return OptionalLong.empty();
  }
}
