package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a recording station again and again at random moments. */
class CrashTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  void whatWasReportedAsRecordedOutlivesTheKill() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<UUID> reported = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      appendAndKill(random, reported);
      List<Inspection> stored = stored();
      Set<UUID> ids = new HashSet<>();
      stored.forEach(inspection -> ids.add(inspection.id()));
      assertThat(ids).as("each once, seed %d", seed).hasSameSizeAs(stored);
      assertThat(ids).as("kill %d, seed %d", kill, seed).containsAll(reported);
      assertThat(stored).as("whole").allMatch(AppendingStation::isOneOfIts);
    }
    assertThat(reported).hasSizeGreaterThan(KILLS);
    assertThat(integrity()).isEqualTo("ok");
    assertThat(folder.resolve("sightline.db-wal.orphan")).as("taken for strange").doesNotExist();
  }

  /** No test can cut the power: what SQLite then promises depends on this setting alone. */
  @Test
  void aRowIsReportedAsRecordedWhenTheDiskHasIt() {
    try (Handle writer = new SqliteFile(new DataDirectory(folder).storeFile()).write()) {
      assertThat(writer.createQuery("PRAGMA synchronous").mapTo(Integer.class).one())
          .as("2 is FULL")
          .isEqualTo(2);
    }
  }

  private void appendAndKill(Random random, Set<UUID> reported) throws Exception {
    Process station =
        ChildJvm.start(
            List.of(), AppendingStation.class, folder.toString(), "" + random.nextLong());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(station.getInputStream(), StandardCharsets.US_ASCII))) {
      int reportsBeforeTheKill = 1 + random.nextInt(300);
      int read = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() == 36) { // the last may be cut off
          reported.add(UUID.fromString(line));
        }
        if (++read == reportsBeforeTheKill) {
          station.toHandle().destroyForcibly(); // keeps the pipe and its content
        }
      }
      assertThat(read).isGreaterThanOrEqualTo(reportsBeforeTheKill);
    } finally {
      station.destroyForcibly();
    }
    assertThat(station.waitFor()).isNotZero();
  }

  private List<Inspection> stored() {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore store = SqliteStore.open(directory); // the dead one holds no lock
        Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      List<Inspection> all = rows.toList();
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(all.size());
      return all;
    }
  }

  /**
   * Returns what SQLite finds wrong with the store, dangling references included; "ok" if nothing.
   */
  private String integrity() throws SQLException, IOException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + new DataDirectory(folder).storeFile().toRealPath());
        Statement statement = connection.createStatement()) {
      try (ResultSet lost = statement.executeQuery("PRAGMA foreign_key_check")) {
        if (lost.next()) {
          return "a row of %s refers to no row".formatted(lost.getString(1));
        }
      }
      try (ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
        return answer.getString(1);
      }
    }
  }
}
