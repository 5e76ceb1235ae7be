package io.sightline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.RecipeContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that an older Sightline made, before it kept what recipes say. */
class OlderStoreTest {
  @TempDir private Path folder;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void make() throws IOException, SQLException {
    directory = new DataDirectory(folder);
    try (InputStream schema = SqliteStore.class.getResourceAsStream("001.sql");
        Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.storeFile());
        Statement all = connection.createStatement()) {
      all.executeUpdate(new String(Objects.requireNonNull(schema).readAllBytes(), UTF_8));
      all.executeUpdate(
          """
          PRAGMA application_id = 1397180500;
          PRAGMA user_version = 1;
          INSERT INTO line VALUES (1, 'Line 1');
          INSERT INTO setting VALUES (1, 'lot-1', 'early', 'board', 'standard', 3, 'boards', '1',
            'abcd', 'cpu', 5, 7);
          INSERT INTO inspection VALUES (1, x'000102030405060708090a0b0c0d0e0f', 1, 4, 1, 5, 7,
            'PASS', 0, NULL, 1, 1, 1, 1, 4, 'frame 4', NULL, NULL);
          """);
    }
  }

  private static List<Inspection> all(InspectionStore store) {
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      return rows.toList();
    }
  }

  @Test
  void isReadAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(directory.storeFile());

    try (InspectionStore store = SqliteStore.openReadOnly(directory)) {
      assertThat(all(store))
          .singleElement()
          .satisfies(
              old -> {
                assertThat(old.part().serial()).isEqualTo(4);
                assertThat(old.recipe().name()).isEqualTo("standard");
                assertThat(old.recipe().content()).isEmpty();
                assertThat(store.find(old.id())).contains(old);
              });
      assertThat(store.lastSerial("Line 1")).isEqualTo(4);
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(1);
    }

    assertThat(Files.readAllBytes(directory.storeFile())).isEqualTo(before);
  }

  @Test
  void goesOnInItsOwnRowsWhereALineRecords() {
    List<Inspection> old;
    try (SqliteStore store = SqliteStore.open(directory)) {
      old = all(store);
      Inspection next = SampleInspections.part("Line 1", 5);
      assertThat(store.hasJudgedOtherwise(next.recipe())).as("nobody knows").isFalse();
      store.append(List.of(next));
      assertThat(all(store)).containsExactly(old.get(0), next);
    }
    try (InspectionStore store = SqliteStore.openReadOnly(directory)) {
      assertThat(all(store))
          .extracting(each -> each.recipe().content().map(RecipeContent::sha256))
          .containsExactly(Optional.empty(), Optional.of(SampleInspections.RECIPE.sha256()));
    }
  }
}
