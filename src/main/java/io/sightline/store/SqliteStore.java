package io.sightline.store;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The store as one SQLite file in write-ahead mode. One connection writes, under this object's
 * lock; every read has its own connection, sees a consistent snapshot and blocks nobody ({@code
 * StoreReader}). A transaction is on disk before {@code append} returns ({@code synchronous=FULL}):
 * after a kill or a power cut, the next start finds it.
 *
 * <p>A part is recorded once: a second inspection with the same line and serial number is refused,
 * together with its group. What is found equals what was appended, except that -0.0 comes back as
 * 0.0.
 */
public final class SqliteStore implements InspectionStore {
  private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());

  private final SqliteFile file;
  private final StoreReader reader;
  private final WriterLock lock;
  private final Writing writing;
  private boolean open = true;

  private SqliteStore(SqliteFile file, WriterLock lock, Writing writing) {
    this.file = file;
    this.reader = new StoreReader(file.path(), file::readBesideOwnWriter);
    this.lock = lock;
    this.writing = writing;
  }

  /**
   * Opens the store, creates it if necessary, and keeps every other Sightline from writing there
   * until it is closed. A write-ahead log without its store is moved aside, with a warning.
   *
   * @throws FullDiskException if there is no room
   * @throws StoreException if another one writes there, or the store is damaged, of a newer
   *     version, or not writable
   */
  public static SqliteStore open(DataDirectory directory) {
    return open(directory, new SqliteFile(directory.storeFile()));
  }

  static SqliteStore open(DataDirectory directory, SqliteFile file) {
    directory.create();
    WriterLock lock = WriterLock.take(directory);
    Optional<Path> obstacle = directory.unwritable(); // SQLite may delete it when it gives up
    Handle writer = null;
    try {
      file.log().moveAsideIfStray();
      writer = file.write();
      Schema.current().migrate(writer, file.path());
      Writing writing = new Writing(writer, new InspectionWriter(writer.getConnection()));
      writing.inTransaction(rows -> {}); // with a -shm that it may only read, SQLite gets so far
      return new SqliteStore(file, lock, writing);
    } catch (SQLException | RuntimeException e) {
      try (lock) {
        if (writer != null) {
          writer.close();
        }
      }
      throw StoreFailure.ofWriting(file.path(), obstacle, e);
    }
  }

  /** Whether parts were recorded under this recipe's name and version with another content. */
  public boolean hasJudgedOtherwise(RecipeVersion recipe) {
    return reader.hasJudgedOtherwise(recipe);
  }

  @Override
  public void append(List<Inspection> inspections) {
    if (!inspections.isEmpty()) {
      write(transaction -> transaction.write(inspections));
    }
  }

  @Override
  public void appendMissed(MissedParts missed) {
    write(transaction -> transaction.write(missed));
  }

  @Override
  public Stream<Inspection> find(InspectionQuery query) {
    return reader.find(query);
  }

  @Override
  public VerdictCounts count(InspectionQuery query) {
    return reader.count(query);
  }

  @Override
  public long lastSerial(String line) {
    return reader.lastSerial(line);
  }

  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    try (lock) {
      writing.close();
    } catch (SQLException | RuntimeException e) {
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  private synchronized void write(Work work) {
    if (!open) {
      throw new StoreException("The store %s is closed".formatted(file.path()));
    }
    try {
      writing.inTransaction(work);
    } catch (SQLException | RuntimeException e) {
      Optional<Path> obstacle = new DataDirectory(file.path().resolveSibling(".")).unwritable();
      throw StoreFailure.ofWriting(file.path(), obstacle, e);
    }
  }

  /** What is done within one transaction. */
  @FunctionalInterface
  private interface Work {
    void with(InspectionWriter rows) throws SQLException;
  }

  /** The one connection that writes, and its prepared statements. */
  private record Writing(Handle connection, InspectionWriter rows) {
    /**
     * Does the work completely or not at all. In SQLite's own words: the driver's transaction takes
     * itself for begun once its BEGIN has failed, so that all later ones would be none, and begins
     * the next one within a commit, which would then fail with its rows on the disk.
     */
    void inTransaction(Work work) throws SQLException {
      boolean committed = false;
      try {
        execute("BEGIN IMMEDIATE");
        work.with(rows);
        execute("COMMIT");
        committed = true;
      } finally {
        if (!committed) {
          rollBack();
        }
      }
    }

    private void rollBack() {
      try {
        execute("ROLLBACK");
      } catch (SQLException e) {
        // Where BEGIN failed, or SQLite has rolled back by itself, there is nothing to roll back.
        // Otherwise the next BEGIN fails, and this is tried again.
        LOG.log(Level.DEBUG, "Nothing was rolled back in a failed transaction", e);
      }
    }

    private void execute(String words) throws SQLException {
      try (Statement statement = connection.getConnection().createStatement()) {
        statement.execute(words);
      }
    }

    void close() throws SQLException {
      try (connection;
          rows) {
        // close both, even if the first one fails
      }
    }
  }
}
