package io.sightline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a station keeps what it must not lose, and what lies where in it.
 *
 * @param root the directory; made when the first writer opens it
 */
public record DataDirectory(Path root) {
  public DataDirectory {
    Objects.requireNonNull(root, "root");
    root = root.toAbsolutePath().normalize();
  }

  /** The SQLite file. */
  public Path storeFile() {
    return root.resolve("sightline.db");
  }

  /** The folder of the kept pictures. */
  public Path images() {
    return root.resolve("images");
  }

  /** Locked by the one writer for as long as it lives. Empty: see {@link #holderFile()}. */
  Path lockFile() {
    return root.resolve("sightline.lock");
  }

  /**
   * Says who holds the lock. A file of its own, for closing any channel to a locked file lets go of
   * the lock on POSIX systems, and Windows lets nobody read it.
   */
  Path holderFile() {
    return root.resolve("sightline.holder");
  }

  void create() {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new StoreException(
          "The data directory %s cannot be made: check the path and who may write there"
              .formatted(root),
          e);
    }
  }
}
