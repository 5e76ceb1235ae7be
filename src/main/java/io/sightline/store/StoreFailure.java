package io.sightline.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns errors of SQLite and the file system into one sentence for the person at the station. */
final class StoreFailure {
  /** Less than this left counts as full: SQLite then reports some failures as plain I/O errors. */
  private static final long FULL_BELOW_BYTES = 256 * 1024;

  private StoreFailure() {}

  /** Explains a failed access to the store; a {@link StoreException} is returned as it is. */
  static StoreException ofStore(Path file, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException known) {
        return known;
      }
      if (cause instanceof SQLiteException sqlite) {
        return isForWantOfRoom(file, sqlite)
            ? new FullDiskException(fullDisk(file), e)
            : new StoreException(sentence(file, sqlite), e);
      }
    }
    return new StoreException("The store %s failed: %s".formatted(file, e.getMessage()), e);
  }

  /**
   * As {@link #ofStore}, of a store to be written.
   *
   * @param obstacle what may not be written there, if anything
   */
  static StoreException ofWriting(Path store, Optional<Path> obstacle, Exception e) {
    return obstacle
        .filter(file -> isForWantOfRights(e))
        .map(file -> new StoreException(unwritable(file), e))
        .orElseGet(() -> ofStore(store, e));
  }

  private static boolean isForWantOfRights(Throwable thrown) {
    return code(thrown)
        .filter(
            code ->
                code == SQLiteErrorCode.SQLITE_READONLY
                    || code == SQLiteErrorCode.SQLITE_PERM
                    || code == SQLiteErrorCode.SQLITE_CANTOPEN)
        .isPresent();
  }

  /** The kind of SQLite's error, if it is one. */
  private static Optional<SQLiteErrorCode> code(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return Optional.of(code(sqlite));
      }
    }
    return Optional.empty();
  }

  /** Without the details of SQLite's extended codes. */
  private static SQLiteErrorCode code(SQLiteException e) {
    return SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
  }

  private static String unwritable(Path file) {
    return "Nothing can be recorded: %s is read-only or belongs to somebody else; give it to the user that records"
        .formatted(file);
  }

  /** Explains why the files that tell other writers that there is one could not be written. */
  static StoreException ofLocking(DataDirectory directory, IOException e) {
    return directory
        .unwritable()
        .filter(file -> e instanceof AccessDeniedException)
        .map(file -> new StoreException(unwritable(file), e))
        .orElseGet(() -> ofFile("The data directory", directory.root(), e));
  }

  /** Whether SQLite stopped because it was told to. */
  static boolean wasStopped(Throwable thrown) {
    return code(thrown).filter(SQLiteErrorCode.SQLITE_INTERRUPT::equals).isPresent();
  }

  /** Explains a failed access to a file beside the store. */
  static StoreException ofFile(String what, Path file, IOException e) {
    String reason = String.valueOf(e.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    if (e instanceof AccessDeniedException || lower.contains("read-only")) {
      return new StoreException(
          "%s %s cannot be written: it is read-only or belongs to somebody else"
              .formatted(what, file),
          e);
    }
    if (lower.contains("no space") || full(file)) {
      return new FullDiskException(fullDisk(file), e);
    }
    return new StoreException("%s %s cannot be used: %s".formatted(what, file, reason), e);
  }

  private static String sentence(Path file, SQLiteException e) {
    return switch (code(e)) {
      case SQLITE_IOERR ->
          "The store %s cannot be read or written (%s): check the disk"
              .formatted(file, e.getResultCode());
      case SQLITE_READONLY, SQLITE_PERM ->
          "The store %s cannot be written: it is read-only or belongs to somebody else"
              .formatted(file);
      case SQLITE_CANTOPEN ->
          "The store %s cannot be opened: check the path and who may read and write there"
              .formatted(file);
      case SQLITE_CORRUPT -> damaged(file);
      case SQLITE_NOTADB -> noStore(file);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "The store %s is held by another program: close that one".formatted(file);
      case SQLITE_CONSTRAINT ->
          "The store %s refuses to record a part twice (%s)".formatted(file, e.getMessage());
      default -> "The store %s failed: %s".formatted(file, e.getMessage());
    };
  }

  /** The message for a damaged store. */
  static String damaged(Path file) {
    return noStore(file)
        + "; what was recorded before or after the damage may still be exported, by --from and --to";
  }

  /** Mentions the files beside it: they would be applied to the copy, or deleted without it. */
  private static String noStore(Path file) {
    return "The store %1$s is damaged: move it away together with %2$s-wal and %2$s-shm beside it, and only then put a copy in its place"
        .formatted(file, file.getFileName());
  }

  private static boolean isForWantOfRoom(Path file, SQLiteException e) {
    return switch (code(e)) {
      case SQLITE_FULL -> true;
      case SQLITE_IOERR -> full(file);
      default -> false;
    };
  }

  private static String fullDisk(Path file) {
    return "The disk of %s is full: nothing more can be recorded, all that was recorded is safe; free some space"
        .formatted(file);
  }

  private static boolean full(Path file) {
    return DiskSpace.near(file).filter(disk -> disk.free() < FULL_BELOW_BYTES).isPresent();
  }
}
