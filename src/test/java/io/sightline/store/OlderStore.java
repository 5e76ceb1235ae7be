package io.sightline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A store of schema 001.sql alone, from a Sightline that did not yet keep recipe contents. */
public final class OlderStore {
  /** The store's only line. */
  public static final String LINE = "Line 1";

  /** The serial number of the only inspection, judged by version 3 of the recipe "standard". */
  public static final long SERIAL = 4;

  private OlderStore() {}

  /** Creates the store in an empty directory. */
  public static void make(DataDirectory directory) throws IOException, SQLException {
    try (InputStream schema = SqliteStore.class.getResourceAsStream("001.sql")) {
      change(
          directory,
          "PRAGMA journal_mode = WAL",
          new String(Objects.requireNonNull(schema).readAllBytes(), UTF_8),
          """
          PRAGMA application_id = 1397180500;
          PRAGMA user_version = 1;
          INSERT INTO line VALUES (1, 'Line 1');
          INSERT INTO setting VALUES (1, 'lot-1', 'early', 'board', 'standard', 3, 'boards', '1',
            'abcd', 'cpu', 5, 7);
          INSERT INTO inspection VALUES (1, x'000102030405060708090a0b0c0d0e0f', 1, 4, 1, 5, 7,
            'FAIL', 1, NULL, 1, 1, 1, 1, 4, 'frame 4', NULL, NULL);
          INSERT INTO defect VALUES (1, 0, 'short', 0.98, 120, 340, 160.5, 380);
          """);
    }
  }

  /** Runs SQL statements on the store, one after another. */
  static void change(DataDirectory directory, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
        Statement each = connection.createStatement()) {
      for (String sql : statements) {
        each.executeUpdate(sql);
      }
    }
  }
}
