package io.sightline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;

/** How connections to the store's file are set up: one that writes, any number that read. */
final class SqliteFile {
  private static final int WAIT_MS = 10_000;
  private static final long WAL_BYTES_KEPT = 64L << 20;

  private final Path path;
  private final SQLiteConfig writing;

  SqliteFile(Path path) {
    this(path, new SQLiteConfig());
  }

  /**
   * The file with settings of the caller's own.
   *
   * @param writing settings of the writing connection, completed here
   */
  SqliteFile(Path path, SQLiteConfig writing) {
    this.path = path;
    this.writing = writing;
  }

  Path path() {
    return path;
  }

  /** Opens, and where there is none makes, the file for writing. The caller closes the handle. */
  Handle write() {
    writing.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // FULL, for in WAL the default does not wait for the disk: power lost, rows lost.
    writing.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    writing.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    writing.setJournalSizeLimit((int) WAL_BYTES_KEPT);
    writing.setBusyTimeout(WAIT_MS);
    writing.enforceForeignKeys(true);
    return open(writing, "");
  }

  /** Opens for reading, beside the writer or without one. The caller closes the handle. */
  Handle read() {
    SQLiteConfig reading = new SQLiteConfig();
    reading.setReadOnly(true);
    reading.setBusyTimeout(WAIT_MS);
    // A reader of a WAL file writes its place into a file beside it. Where it may not, and nobody
    // writes either, the file cannot change: read as it is.
    boolean frozen =
        !Files.isWritable(path.toAbsolutePath().getParent()) && !Files.exists(beside("-wal"));
    return open(reading, frozen ? "?immutable=1" : "");
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private Handle open(SQLiteConfig config, String query) {
    // As a URI, so that a name with ? or # or % in it stays a name.
    String url = "jdbc:sqlite:" + path.toUri().toASCIIString() + query;
    ConnectionFactory connections = () -> connect(url, config);
    return Jdbi.create(connections).open();
  }

  private static Connection connect(String url, SQLiteConfig config) throws java.sql.SQLException {
    return DriverManager.getConnection(url, config.toProperties());
  }
}
