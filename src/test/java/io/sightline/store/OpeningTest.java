package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests who may open a store, and which files are not accepted as one. */
class OpeningTest {
  @TempDir Path folder;

  @Test
  void aSecondWriterIsRefusedWhileReadersWork() {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore first = SqliteStore.open(directory)) {
      first.append(List.of(SampleInspections.part("A", 1)));
      for (int again = 0; again < 2; again++) { // a refusal must not release the lock
        assertThatThrownBy(() -> SqliteStore.open(directory))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("Another Sightline")
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
      StoreReader reader = StoreReader.of(directory);
      assertThat(reader.count(InspectionQuery.ALL).inspected()).isEqualTo(1);
      first.append(List.of(SampleInspections.part("A", 2)));
      assertThat(reader.count(InspectionQuery.ALL).inspected()).isEqualTo(2);
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void anotherProcessIsRefusedAndToldWho() throws Exception {
    DataDirectory directory = new DataDirectory(folder);
    Process station = ChildJvm.start(List.of(), AppendingStation.class, folder.toString(), "1");
    try {
      assertThat(station.inputReader().readLine()).isNotNull(); // it is recording
      assertThatThrownBy(() -> SqliteStore.open(directory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process " + station.pid());
      StoreReader reader = StoreReader.of(directory);
      assertThat(reader.count(InspectionQuery.ALL).inspected()).isPositive();
    } finally {
      station.destroyForcibly();
      station.waitFor();
    }
    SqliteStore.open(directory).close();
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws SQLException {
    DataDirectory directory = new DataDirectory(folder);
    SqliteStore.open(directory).close();
    sql(directory, "PRAGMA user_version = 99");
    for (boolean reading : new boolean[] {false, true}) {
      assertThatThrownBy(
              () -> {
                if (reading) {
                  StoreReader.of(directory);
                } else {
                  SqliteStore.open(directory);
                }
              })
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("newer Sightline")
          .hasMessageContaining("99");
    }
    sql(directory, "PRAGMA user_version = " + Schema.current().version());
    SqliteStore.open(directory).close(); // the refusals released the lock
  }

  @Test
  void somebodyElsesDatabaseIsLeftAlone() throws SQLException, IOException {
    DataDirectory directory = new DataDirectory(folder);
    sql(directory, "CREATE TABLE recipes (dish TEXT)");
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not a Sightline store");
    sql(directory, "INSERT INTO recipes VALUES ('soup')");
  }

  @Test
  void thereIsNothingToReadBeforeTheFirstRun() {
    assertThatThrownBy(() -> StoreReader.of(new DataDirectory(folder)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no store in " + folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aClosedStoreSaysSo() {
    InspectionStore store = SqliteStore.open(new DataDirectory(folder));
    store.close();
    store.close();
    assertThatThrownBy(() -> store.append(List.of(SampleInspections.part("A", 1))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aFolderMayHaveAnyName() throws IOException {
    Path odd = folder.resolve("Linie 1 #2 100% what?");
    DataDirectory directory = new DataDirectory(odd);
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(List.of(SampleInspections.part("A", 1)));
    }
    assertThat(StoreReader.of(directory).lastSerial("A")).isEqualTo(1);
    assertThat(Files.readAllBytes(directory.storeFile()))
        .startsWith("SQLite format 3".getBytes(StandardCharsets.US_ASCII));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(odd);
    }
  }

  private static void sql(DataDirectory directory, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }
}
