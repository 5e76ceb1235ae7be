package io.sightline.store;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * The store as one SQLite file in write-ahead mode. One connection writes, under this object's
 * lock; every read has a connection of its own, sees one moment, and hinders nobody. A transaction
 * is on disk before {@code append} returns ({@code synchronous=FULL}): killed or without power, the
 * next start finds it.
 *
 * <p>A part is recorded once: a second inspection of the same line and serial number is refused,
 * and its group with it. What is found equals what was appended, but that -0.0 comes back as 0.0.
 */
public final class SqliteStore implements InspectionStore {
  private final SqliteFile file;
  private final @Nullable WriterLock lock;
  private final @Nullable Writing writing;
  private boolean open = true;

  private SqliteStore(SqliteFile file, @Nullable WriterLock lock, @Nullable Writing writing) {
    this.file = file;
    this.lock = lock;
    this.writing = writing;
  }

  /**
   * Opens the store for writing, makes it where there is none, and keeps every other Sightline from
   * writing there until it is closed.
   *
   * @throws StoreException when another writes there, or the store is damaged, of a newer version,
   *     or cannot be written
   */
  public static SqliteStore open(DataDirectory directory) {
    return open(directory, new SqliteFile(directory.storeFile()));
  }

  static SqliteStore open(DataDirectory directory, SqliteFile file) {
    directory.create();
    WriterLock lock = WriterLock.take(directory);
    Handle writer = null;
    try {
      writer = file.write();
      Schema.current().migrate(writer, file.path());
      return new SqliteStore(
          file, lock, new Writing(writer, new InspectionWriter(writer.getConnection())));
    } catch (SQLException | RuntimeException e) {
      try (lock) {
        if (writer != null) {
          writer.close();
        }
      }
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  /**
   * Opens the store for reading only, beside the Sightline that writes to it or alone: appending to
   * it throws.
   *
   * @throws StoreException when there is none, or it is damaged or of another version
   */
  public static SqliteStore openReadOnly(DataDirectory directory) {
    SqliteFile file = new SqliteFile(directory.storeFile());
    if (!Files.exists(file.path())) {
      throw new StoreException(
          "There is no store in %s: nothing was inspected there yet".formatted(directory.root()));
    }
    SqliteStore store = new SqliteStore(file, null, null);
    store.read(
        handle -> {
          Schema.current().check(handle, file.path());
          return true;
        });
    return store;
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
    Handle handle = reader();
    try {
      QuerySql sql = QuerySql.rows(query);
      handle.begin();
      ResultIterator<Inspection> rows =
          handle
              .createQuery(
                  "%s INDEXED BY %s%s ORDER BY at, seq"
                      .formatted(InspectionReader.COLUMNS, sql.timeIndex(), sql.where()))
              .bindMap(sql.bindings())
              .map(new InspectionReader(handle))
              .iterator();
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(
                  explained(rows), Spliterator.ORDERED | Spliterator.NONNULL),
              false)
          .onClose(() -> close(rows, handle));
    } catch (RuntimeException e) {
      end(handle);
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  @Override
  public Optional<Inspection> find(UUID id) {
    return read(
        handle ->
            handle
                .createQuery(InspectionReader.COLUMNS + " WHERE id = ?")
                .bind(0, InspectionWriter.bytes(id))
                .map(new InspectionReader(handle))
                .findOne());
  }

  @Override
  public VerdictCounts count(InspectionQuery query) {
    return read(
        handle -> {
          Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
          QuerySql sql = QuerySql.tally(query);
          handle
              .createQuery(
                  "SELECT verdict, count(*) FROM inspection INDEXED BY %s%s GROUP BY verdict"
                      .formatted(sql.tallyIndex(), sql.where()))
              .bindMap(sql.bindings())
              .map((row, context) -> counts.put(Verdict.valueOf(row.getString(1)), row.getLong(2)))
              .list();
          return new VerdictCounts(
              counts.getOrDefault(Verdict.PASS, 0L),
              counts.getOrDefault(Verdict.FAIL, 0L),
              counts.getOrDefault(Verdict.REVIEW, 0L),
              counts.getOrDefault(Verdict.ERROR, 0L),
              query.verdicts().isEmpty() ? missed(handle, query) : 0);
        });
  }

  private static long missed(Handle handle, InspectionQuery query) {
    QuerySql sql = QuerySql.missed(query);
    return handle
        .createQuery(
            "SELECT coalesce(sum(%s), 0) FROM missed%s".formatted(sql.missedCount(), sql.where()))
        .bindMap(sql.bindings())
        .mapTo(Long.class)
        .one();
  }

  @Override
  public long lastSerial(String line) {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT max(
                      coalesce((SELECT max(serial) FROM inspection WHERE line_id = line.id), 0),
                      coalesce((SELECT max(first_serial + count - 1) FROM missed
                                WHERE line_id = line.id), 0))
                    FROM line WHERE name = ?""")
                .bind(0, line)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    if (lock != null) {
      try (lock) {
        if (writing != null) {
          writing.close();
        }
      } catch (SQLException | RuntimeException e) {
        throw StoreFailure.ofStore(file.path(), e);
      }
    }
  }

  private synchronized void write(Work work) {
    if (writing == null) {
      throw new StoreException("The store %s was opened for reading only".formatted(file.path()));
    }
    if (!open) {
      throw new StoreException("The store %s is closed".formatted(file.path()));
    }
    try {
      writing.connection().useTransaction(handle -> work.with(writing.rows()));
    } catch (SQLException | RuntimeException e) {
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  private Handle reader() {
    try {
      return file.read();
    } catch (RuntimeException e) {
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  private <T> T read(Function<Handle, T> question) {
    try (Handle handle = reader()) {
      return handle.inTransaction(question::apply);
    } catch (RuntimeException e) {
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  private Iterator<Inspection> explained(Iterator<Inspection> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return explain(rows::hasNext);
      }

      @Override
      public Inspection next() {
        return explain(rows::next);
      }
    };
  }

  private <T> T explain(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw StoreFailure.ofStore(file.path(), e);
    }
  }

  private static void close(ResultIterator<Inspection> rows, Handle handle) {
    try (rows) {
      end(handle);
    }
  }

  private static void end(Handle reader) {
    try (reader) {
      if (reader.isInTransaction()) {
        reader.rollback();
      }
    }
  }

  /** What is done within one transaction. */
  @FunctionalInterface
  private interface Work {
    void with(InspectionWriter rows) throws SQLException;
  }

  /** The one connection that writes, and its prepared statements. */
  private record Writing(Handle connection, InspectionWriter rows) {
    void close() throws SQLException {
      try (connection;
          rows) {
        // both, whatever the first of them says
      }
    }
  }
}
