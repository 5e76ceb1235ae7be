package io.sightline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes a row, prepared once and used as long as its connection is open. Start
 * with {@link #row()}, pass the values in the order of the question marks, then run it. One thread
 * at a time.
 */
final class RowStatement implements AutoCloseable {
  private final PreparedStatement statement;
  private int last;

  RowStatement(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Starts a row, even if the previous one was abandoned. */
  RowStatement row() {
    last = 0;
    return this;
  }

  RowStatement with(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  RowStatement with(double value) throws SQLException {
    statement.setDouble(++last, value);
    return this;
  }

  /**
   * @param value null for SQL's NULL
   */
  RowStatement with(@Nullable String value) throws SQLException {
    statement.setString(++last, value);
    return this;
  }

  RowStatement with(byte[] value) throws SQLException {
    statement.setBytes(++last, value);
    return this;
  }

  RowStatement withNull() throws SQLException {
    statement.setObject(++last, null);
    return this;
  }

  /** Writes the row. */
  void write() throws SQLException {
    statement.executeUpdate();
  }

  /** Writes or looks up the row and returns the single number that the statement returns. */
  long answer() throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("The statement returned no number");
      }
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
