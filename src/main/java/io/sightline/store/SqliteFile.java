package io.sightline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;

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

  /** Opens the file for reading in the process that writes to it. The caller closes it. */
  ReadConnection readBesideOwnWriter() {
    return ReadConnection.beside(reading.open());
  }

  /**
   * Opens the file for reading, with or without a writer beside it. The caller closes it.
   *
   * <p>A reader of a WAL file registers in files beside it. If they are missing, it makes them and
   * leaves them there, and where it is another user's, the station may not write them and cannot
   * record. So a store without a log, or with an empty one, is read as immutable: without a file, a
   * right or room on the disk. Whether it stays as it is has then to be watched.
   */
  ReadConnection read() {
    ReadConnection.Mark mark = ReadConnection.Mark.of(path); // before the log is looked at
    if (log.isEmpty()) {
      return ReadConnection.ofImmutable(readingFrozen.open(), path, mark);
    }
    boolean locked = !Files.isWritable(path.toAbsolutePath().getParent());
    if (locked && !Files.exists(log.index())) {
      throw new StoreException(
          "The latest records are in %s, and reading them needs write access to the folder: copy the folder elsewhere"
              .formatted(log.file()));
    }
    return ReadConnection.beside(reading.open());
  }

  private Jdbi jdbi(SQLiteConfig config, String query) {
    // A URI, so that ?, # and % in a name stay part of the name.
    String url = "jdbc:sqlite:" + path.toUri().toASCIIString() + query;
    Properties settings = config.toProperties();
    return Jdbi.create(() -> DriverManager.getConnection(url, settings));
  }
}
