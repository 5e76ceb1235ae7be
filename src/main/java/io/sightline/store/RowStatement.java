package io.sightline.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One statement that writes a row, prepared once and run for as long as its connection is open. Its
 * values are given in the order of its question marks, from {@link #row()} on, then it is run. One
 * thread at a time.
 */
final class RowStatement implements AutoCloseable {
  private final PreparedStatement statement;
  private int last;

  RowStatement(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  /** Begins a row, whatever became of the one before. */
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

  /** Writes the row, or looks it up, and answers the one number that the statement returns. */
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
