package io.sightline.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The {@code -wal} file beside a store, which holds what a killed station recorded last. SQLite
 * deletes it if the store is empty or missing, even when only reading. So it is checked before
 * SQLite opens the store.
 */
final class WriteAheadLog {
  private static final System.Logger LOG = System.getLogger(WriteAheadLog.class.getName());

  private final Path store;
  private final Path file;
  private final Path index;

  /** The log of a store; either file may be missing. */
  WriteAheadLog(Path store) {
    this.store = store;
    this.file = store.resolveSibling(store.getFileName() + "-wal");
    this.index = store.resolveSibling(store.getFileName() + "-shm");
  }

  Path file() {
    return file;
  }

  /** SQLite's index file for the log. */
  Path index() {
    return index;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** True if it is empty or missing; false if that is not known. */
  boolean isEmpty() {
    return size(file) == 0;
  }

  /**
   * Moves a log whose store is missing out of SQLite's way, to a name that is not taken, and logs a
   * warning. Only for the writer.
   *
   * @throws StoreException if it cannot be moved
   */
  void moveAsideIfStray() {
    if (!strays()) {
      return;
    }
    int number = 1;
    while (Files.exists(orphan(file, number)) || Files.exists(orphan(index, number))) {
      number++;
    }
    try {
      Files.move(file, orphan(file, number));
      if (Files.exists(index)) {
        Files.move(index, orphan(index, number));
      }
    } catch (IOException e) {
      throw StoreFailure.ofFile("The file", file, e);
    }
    LOG.log(
        Level.WARNING,
        "%s lay there without its store and is now %s: it holds the latest records of its own store, and gives them back when it lies beside that store under its old name"
            .formatted(file, orphan(file, number).getFileName()));
  }

  /**
   * Refuses an empty store before SQLite opens it and deletes the log beside it.
   *
   * @throws StoreException if it is empty
   */
  void requireStore() {
    if (size(store) == 0) {
      throw new StoreException(Schema.blank(store));
    }
  }

  /** Whether the log has content but there is no store for it. */
  private boolean strays() {
    return !isEmpty() && size(store) == 0;
  }

  private static Path orphan(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".orphan" + (number == 1 ? "" : number));
  }

  /** Size in bytes; 0 if there is no such file, -1 if it is not known. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      return -1;
    }
  }
}
