package io.sightline.report;

import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionStore;
import io.sightline.store.SampleInspections;
import io.sightline.store.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes a store with a large number of parts, every tenth with a defect, by SQL in seconds. */
final class ManyParts {
  private ManyParts() {}

  public static void main(String[] arguments) throws SQLException {
    make(new DataDirectory(Path.of(arguments[0])), Long.parseLong(arguments[1]));
  }

  static void make(DataDirectory directory, long parts) throws SQLException {
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(List.of(SampleInspections.part("A", 10)));
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA synchronous = OFF");
      sql.execute("BEGIN");
      sql.execute(
          """
          WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < %d)
          INSERT INTO inspection
          SELECT seq + n, CAST(printf('%%016d', n) AS BLOB), line_id, serial + n, setting_id,
            first_seen + n * 60000000, at + n * 60000000, iif(n %% 10 = 0, 'FAIL', 'PASS'),
            n %% 10 = 0, NULL, waiting_ms, preparing_ms, inferring_ms, decoding_ms, total_ms,
            'frame ' || n, NULL, NULL, recipe_id
          FROM inspection, n WHERE seq = 1"""
              .formatted(parts - 1));
      sql.execute(
          """
          INSERT INTO defect
          SELECT inspection.seq, ordinal, class, confidence, x1, y1, x2, y2
          FROM inspection, defect WHERE defect_count > 0 AND inspection.seq > 1
            AND defect.inspection = 1""");
      sql.execute("COMMIT");
    }
  }
}
