package io.sightline.store;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.RecipeContent;
import io.sightline.inspection.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.sqlite.ProgressHandler;

/**
 * Answers queries. Each one has its own connection, opened for it and closed with its result, sees
 * a consistent snapshot, waits for nobody and blocks nobody; between queries, nothing is held open.
 * Failures are {@link StoreException}s. Safe for use by any thread.
 */
public final class StoreReader implements RecordedInspections {
  private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 10_000;

  private final Path file;
  private final Supplier<ReadConnection> connections;

  /**
   * Opens nothing yet.
   *
   * @param file the store, for messages
   * @param connections opens connections to it
   */
  StoreReader(Path file, Supplier<ReadConnection> connections) {
    this.file = file;
    this.connections = connections;
  }

  /**
   * Reads a station's store, with or without a Sightline that writes to it. Changes nothing there.
   *
   * @throws StoreException if there is none, or it is damaged or of a newer version
   */
  public static StoreReader of(DataDirectory directory) {
    SqliteFile file = new SqliteFile(directory.storeFile());
    if (!Files.exists(file.path())) {
      throw new StoreException(
          "There is no store in %s: nothing was inspected there yet".formatted(directory.root()));
    }
    file.log().requireStore();
    StoreReader reader = new StoreReader(file.path(), file::read);
    reader.checkSchema();
    return reader;
  }

  private void checkSchema() {
    read(
        handle -> {
          Schema.current().check(handle, file);
          return true;
        });
  }

  /**
   * Checks the whole store for damage, which otherwise goes unnoticed until the damaged part is
   * read. Takes almost a second per million inspections from the system's cache, several from a
   * disk. Blocks nobody.
   *
   * @param most when to stop checking
   * @return whether that was enough time to check everything
   * @throws StoreException if it is damaged or cannot be read
   */
  public boolean checkIntegrity(Duration most) {
    return read(
        handle -> {
          String found;
          try {
            stopAfter(most, handle.getConnection());
            found = handle.createQuery("PRAGMA quick_check(1)").mapTo(String.class).one();
            ProgressHandler.clearHandler(handle.getConnection());
          } catch (SQLException | RuntimeException e) {
            if (StoreFailure.wasStopped(e)) {
              return false;
            }
            throw StoreFailure.ofStore(file, e);
          }
          if (!found.equals("ok")) {
            throw new StoreException(StoreFailure.damaged(file), new SQLException(found));
          }
          return true;
        });
  }

  private static void stopAfter(Duration most, Connection connection) throws SQLException {
    long begin = System.nanoTime();
    ProgressHandler.setHandler(
        connection,
        STEPS_BETWEEN_LOOKS_AT_THE_CLOCK,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - begin < most.toNanos() ? 0 : 1;
          }
        });
  }

  @Override
  public Stream<Inspection> find(InspectionQuery query) {
    FoundRows rows = explain(() -> new FoundRows(connections, query));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                explained(rows), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(rows::close);
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

  /** As {@link SqliteStore#hasJudgedOtherwise}. */
  boolean hasJudgedOtherwise(RecipeVersion recipe) {
    return read(
        handle ->
            Schema.keepsRecipes(handle)
                && handle
                    .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM recipe
                          WHERE name = ? AND version = ? AND sha256 <> ?)""")
                    .bind(0, recipe.name())
                    .bind(1, recipe.version())
                    .bind(2, recipe.content().map(RecipeContent::sha256).orElse(""))
                    .mapTo(Boolean.class)
                    .one());
  }

  private <T> T read(Function<Handle, T> question) {
    return explain(
        () ->
            ReadConnection.again(
                () -> {
                  try (ReadConnection connection = connections.get()) {
                    return connection.read(
                        () -> connection.handle().inTransaction(question::apply));
                  }
                }));
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
      throw StoreFailure.ofStore(file, e);
    }
  }
}
