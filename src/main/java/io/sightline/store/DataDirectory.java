package io.sightline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory that holds everything a station must not lose, and the names of the files in it.
 *
 * @param root the directory; created when the first writer opens it
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

  /** The folder for kept pictures. */
  public Path images() {
    return root.resolve("images");
  }

  /** Locked by the only writer for its whole life. Always empty: see {@link #holderFile()}. */
  Path lockFile() {
    return root.resolve("sightline.lock");
  }

  /**
   * Names the process that holds the lock. A separate file, because on POSIX closing any channel to
   * a locked file releases the lock, and on Windows a locked file cannot be read.
   */
  Path holderFile() {
    return root.resolve("sightline.holder");
  }

  /**
   * Returns the first of what must be writable to record here, but is not for this user: the
   * directory, the store, the lock or SQLite's files beside it. What does not exist is no obstacle.
   */
  public Optional<Path> unwritable() {
    WriteAheadLog log = new WriteAheadLog(storeFile());
    return Stream.of(root, storeFile(), lockFile(), log.file(), log.index())
        .filter(file -> Files.exists(file) && !Files.isWritable(file))
        .findFirst();
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
