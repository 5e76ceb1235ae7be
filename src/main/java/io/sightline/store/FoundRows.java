package io.sightline.store;

import io.sightline.inspection.Inspection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * The inspections that a query finds, oldest first, as they are when this is made. Inspections are
 * only ever added and numbered as they come: where a connection is overtaken, another one goes on
 * behind the rows already read, and leaves out what came since.
 */
final class FoundRows implements Iterator<Inspection>, AutoCloseable {
  private static final int AT_ONCE_AT_FIRST = 8;
  private static final int AT_ONCE = 500;

  private final Supplier<ReadConnection> connections;
  private final InspectionQuery query;
  private final Queue<Inspection> known = new ArrayDeque<>();
  private Optional<Cursor> cursor = Optional.empty();
  private OptionalLong newest = OptionalLong.empty();
  private long read;

  FoundRows(Supplier<ReadConnection> connections, InspectionQuery query) {
    this.connections = connections;
    this.query = query;
    ReadConnection.again(this::cursor);
  }

  @Override
  public boolean hasNext() {
    if (known.isEmpty()) {
      List<Inspection> more = ReadConnection.again(this::more);
      read += more.size();
      known.addAll(more);
    }
    return !known.isEmpty();
  }

  @Override
  public Inspection next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return known.remove();
  }

  @Override
  public void close() {
    Optional<Cursor> last = cursor;
    cursor = Optional.empty();
    last.ifPresent(Cursor::close);
  }

  private List<Inspection> more() {
    Cursor open = cursor();
    try {
      return open.connection().read(() -> open.next(Math.min(AT_ONCE, read + AT_ONCE_AT_FIRST)));
    } catch (ReadConnection.Overtaken e) {
      close();
      throw e;
    }
  }

  private Cursor cursor() {
    Cursor open = cursor.orElseGet(this::open);
    cursor = Optional.of(open);
    newest = OptionalLong.of(open.newest());
    return open;
  }

  private Cursor open() {
    ReadConnection connection = connections.get();
    try {
      return connection.read(() -> on(connection));
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Cursor on(ReadConnection connection) {
    Handle handle = connection.handle().begin();
    QuerySql sql = QuerySql.rows(query);
    InspectionReader reader = new InspectionReader(handle);
    long last =
        newest.orElseGet(
            () ->
                handle
                    .createQuery("SELECT coalesce(max(seq), 0) FROM inspection")
                    .mapTo(Long.class)
                    .one());
    ResultIterator<Inspection> rows =
        handle
            .createQuery(
                "%s INDEXED BY %s%s ORDER BY at, seq LIMIT -1 OFFSET :read"
                    .formatted(reader.select(), sql.timeIndex(), sql.whereUpTo(last)))
            .bindMap(sql.bindings())
            .bind("read", read)
            .map(reader)
            .iterator();
    return new Cursor(connection, rows, last);
  }

  /**
   * A place in the rows.
   *
   * @param newest the number of the last inspection that is looked at
   */
  private record Cursor(ReadConnection connection, ResultIterator<Inspection> rows, long newest) {
    List<Inspection> next(long most) {
      List<Inspection> next = new ArrayList<>();
      while (next.size() < most && rows.hasNext()) {
        next.add(rows.next());
      }
      return next;
    }

    void close() {
      try (connection;
          rows) {
        // close both, even if the first one fails
      }
    }
  }
}
