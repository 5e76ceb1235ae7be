package io.sightline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * A connection that reads a consistent snapshot. SQLite keeps the snapshot of a reader that has
 * registered; one that reads the store as immutable has to watch by itself that nobody writes
 * there. A writer's first commits go to the log and change nothing; when it moves them into the
 * store, the reader is {@link Overtaken}. One thread at a time.
 */
final class ReadConnection implements AutoCloseable {
  /** The second finds the writer that overtook the first, unless that has ended already. */
  private static final int ATTEMPTS = 5;

  private final Handle handle;
  private final Optional<Still> still;

  private ReadConnection(Handle handle, Optional<Still> still) {
    this.handle = handle;
    this.still = still;
  }

  /** Owns a connection that has registered, so that any number of writers may work beside it. */
  static ReadConnection beside(Handle handle) {
    return new ReadConnection(handle, Optional.empty());
  }

  /**
   * Owns a connection that reads a store as immutable.
   *
   * @param before of the store, made before it was known to have no log
   */
  static ReadConnection ofImmutable(Handle handle, Path store, Mark before) {
    return new ReadConnection(handle, Optional.of(new Still(store, before)));
  }

  Handle handle() {
    return handle;
  }

  /**
   * Returns what a step reads.
   *
   * @throws Overtaken if that may be of two moments
   */
  <T> T read(Supplier<T> step) {
    T answer;
    try {
      answer = step.get();
    } catch (RuntimeException e) {
      still.ifPresent(Still::require); // what looks like damage may be of two moments
      throw e;
    }
    still.ifPresent(Still::require);
    return answer;
  }

  /** Returns what a reading finds that is done anew on another connection when overtaken. */
  static <T> T again(Supplier<T> reading) {
    for (int attempt = 1; ; attempt++) {
      try {
        return reading.get();
      } catch (Overtaken e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    try (handle) {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    }
  }

  /** Thrown to a reader of an immutable store that was changed all the same. */
  static final class Overtaken extends StoreException {
    private static final long serialVersionUID = 1L;

    Overtaken(Path store) {
      super("The store %s keeps changing while it is read: try again".formatted(store));
    }
  }

  /** What tells a changed file. */
  record Mark(long bytes, FileTime modified) {
    /** The mark of a file as it is now. */
    static Mark of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Mark(now.size(), now.lastModifiedTime());
      } catch (IOException e) {
        return new Mark(-1, FileTime.fromMillis(0)); // what reads it says why
      }
    }
  }

  /** A store that must not change. */
  private record Still(Path store, Mark before) {
    void require() {
      if (!Mark.of(store).equals(before)) {
        throw new Overtaken(store);
      }
    }
  }
}
