package io.sightline.store;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The {@code -wal} file beside a store: what a killed station recorded last. SQLite deletes it
 * where it finds an empty store or none, even for a reader. So it is looked at before SQLite does.
 */
final class WriteAheadLog {
  private static final System.Logger LOG = System.getLogger(WriteAheadLog.class.getName());

  private final Path store;
  private final Path file;
  private final Path index;

  /** The log of a store; either may be missing. */
  WriteAheadLog(Path store) {
    this.store = store;
    this.file = store.resolveSibling(store.getFileName() + "-wal");
    this.index = store.resolveSibling(store.getFileName() + "-shm");
  }

  Path file() {
    return file;
  }

  /** The file of SQLite's own by which it finds its way in the log. */
  Path index() {
    return index;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** True where there is none, too; false where that is not known. */
  boolean isEmpty() {
    return size(file) == 0;
  }

  /**
   * Keeps a log that belongs to no store here out of SQLite's way, under a name that is not taken,
   * and warns of it. Only for the one who writes.
   *
   * @throws StoreException when it cannot be moved
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
   * Refuses an empty store before SQLite sees it, which would delete the log beside it.
   *
   * @throws StoreException when it is empty
   */
  void requireStore() {
    if (size(store) == 0) {
      throw new StoreException(Schema.blank(store));
    }
  }

  /** Whether there is something in the log and no store that it could belong to. */
  private boolean strays() {
    return !isEmpty() && size(store) == 0;
  }

  private static Path orphan(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".orphan" + (number == 1 ? "" : number));
  }

  /** In bytes; 0 where there is no such file, -1 where it is not known. */
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
