package io.sightline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Sets up connections to the store's file: one that writes, any number that read. */
final class SqliteFile {
  private static final int WAIT_MS = 10_000;
  private static final int WAL_BYTES_KEPT = 64 << 20;

  private final Path path;
  private final WriteAheadLog log;
  private final Jdbi writing;
  private final Jdbi reading;
  private final Jdbi readingFrozen;

  SqliteFile(Path path) {
    this(path, new SQLiteConfig());
  }

  /**
   * The file with custom settings.
   *
   * @param writing settings of the writing connection, completed here
   */
  SqliteFile(Path path, SQLiteConfig writing) {
    this.path = path;
    this.log = new WriteAheadLog(path);
    writing.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // In WAL mode the default does not wait for the disk: a power cut would lose rows. FULL does.
    writing.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    writing.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    writing.setJournalSizeLimit(WAL_BYTES_KEPT);
    writing.setBusyTimeout(WAIT_MS);
    writing.enforceForeignKeys(true);
    writing.setGetGeneratedKeys(false); // nobody asks, and looking for them costs with every row
    this.writing = jdbi(writing, "");
    SQLiteConfig reading = new SQLiteConfig();
    reading.setReadOnly(true);
    reading.setBusyTimeout(WAIT_MS);
    this.reading = jdbi(reading, "");
    this.readingFrozen = jdbi(reading, "?immutable=1");
  }

  Path path() {
    return path;
  }

  /** The write-ahead log beside it. */
  WriteAheadLog log() {
    return log;
  }

  /** Opens the file for writing and creates it if necessary. The caller closes the handle. */
  Handle write() {
    return writing.open();
  }

  /**
   * Opens the file for reading, with or without a writer beside it. The caller closes the handle.
   */
  Handle read() {
    // A reader of a WAL file registers in a file beside it. If it has no permission, or the disk no
    // room, and there is no writer either, the file cannot change: read it as immutable.
    boolean still = !log.exists();
    boolean locked = !Files.isWritable(path.toAbsolutePath().getParent());
    if (still && locked) {
      return readingFrozen.open();
    }
    if (locked && !log.isEmpty() && !Files.exists(log.index())) {
      throw new StoreException(
          "The latest records are in %s, and reading them needs write access to the folder: copy the folder elsewhere"
              .formatted(log.file()));
    }
    boolean unheld = log.isEmpty() && !Files.exists(holder());
    Handle handle = reading.open();
    if (!unheld) {
      return handle;
    }
    try {
      handle.createQuery("PRAGMA schema_version").mapTo(Long.class).one();
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      if (!isForWantOfRoom(e)) {
        throw e;
      }
      return readingFrozen.open();
    }
  }

  private static boolean isForWantOfRoom(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)) {
          case SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN -> true;
          default -> false;
        };
      }
    }
    return false;
  }

  /** Exists while a Sightline writes. */
  private Path holder() {
    return new DataDirectory(path.resolveSibling(".")).holderFile();
  }

  private Jdbi jdbi(SQLiteConfig config, String query) {
    // A URI, so that ?, # and % in a name stay part of the name.
    String url = "jdbc:sqlite:" + path.toUri().toASCIIString() + query;
    Properties settings = config.toProperties();
    return Jdbi.create(() -> DriverManager.getConnection(url, settings));
  }
}
