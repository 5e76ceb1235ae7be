package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.RecipeContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a store from an older Sightline, made before recipe contents were kept. */
class OlderStoreTest {
  private static final int KILLS = 10;

  @TempDir private Path folder;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void make() throws IOException, SQLException {
    directory = new DataDirectory(folder);
    OlderStore.make(directory);
  }

  private static List<Inspection> all(RecordedInspections store) {
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      return rows.toList();
    }
  }

  private static List<Inspection> read(DataDirectory directory) {
    return all(StoreReader.of(directory));
  }

  @Test
  void isReadAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(directory.storeFile());

    StoreReader store = StoreReader.of(directory);
    assertThat(all(store))
        .singleElement()
        .satisfies(
            old -> {
              assertThat(old.part().serial()).isEqualTo(OlderStore.SERIAL);
              assertThat(old.defects()).hasSize(1);
              assertThat(old.recipe().name()).isEqualTo("standard");
              assertThat(old.recipe().content()).isEmpty();
            });
    assertThat(store.lastSerial(OlderStore.LINE)).isEqualTo(OlderStore.SERIAL);
    assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(1);

    assertThat(Files.readAllBytes(directory.storeFile())).isEqualTo(before);
  }

  @Test
  void goesOnInItsOwnRowsWhereALineRecords() {
    List<Inspection> old = read(directory);
    try (SqliteStore store = SqliteStore.open(directory)) {
      Inspection next = SampleInspections.part(OlderStore.LINE, 5);
      assertThat(store.hasJudgedOtherwise(next.recipe())).as("nobody knows").isFalse();
      store.append(List.of(next));
      assertThat(all(store)).containsExactly(old.get(0), next);
    }
    assertThat(read(directory))
        .extracting(each -> each.recipe().content().map(RecipeContent::sha256))
        .containsExactly(Optional.empty(), Optional.of(SampleInspections.RECIPE.sha256()));
  }

  @Test
  void isReadWhileAnotherBringsItUpToDate() {
    List<Inspection> old = read(directory);
    StoreReader reader = StoreReader.of(directory);
    try (Stream<Inspection> rows = reader.find(InspectionQuery.ALL)) {
      Inspection next = SampleInspections.part(OlderStore.LINE, 5);
      try (InspectionStore writer = SqliteStore.open(directory)) {
        writer.append(List.of(next));
      }
      assertThat(rows).isEqualTo(old);
      assertThat(all(reader)).containsExactly(old.get(0), next);
    }
  }

  @Test
  void staysAsItWasIfItCannotBeBroughtUpToDate() throws SQLException {
    List<Inspection> old = read(directory);
    // Makes the last statements of the migration fail.
    OlderStore.change(directory, "ALTER TABLE inspection ADD COLUMN recipe_id INTEGER");

    assertThatThrownBy(() -> SqliteStore.open(directory)).isInstanceOf(StoreException.class);
    assertThat(read(directory)).isEqualTo(old);

    OlderStore.change(directory, "ALTER TABLE inspection DROP COLUMN recipe_id");
    SqliteStore.open(directory).close(); // nothing of the failed step is left
    assertThat(read(directory)).isEqualTo(old);
  }

  @Test
  void outlivesAKillWhileItIsBroughtUpToDate() throws Exception {
    List<Inspection> old = read(directory);
    for (int kill = 1; kill <= KILLS; kill++) {
      DataDirectory copy = new DataDirectory(folder.resolve("copy " + kill));
      copy.create();
      Files.copy(directory.storeFile(), copy.storeFile());
      Process station =
          ChildJvm.start(List.of(), AppendingStation.class, copy.root().toString(), "" + kill);
      try {
        while (station.isAlive() && !isOpen(copy)) {
          Thread.onSpinWait();
        }
        Thread.sleep(25L * (kill - 1)); // before, during and after the migration
      } finally {
        station.destroyForcibly().waitFor();
      }

      assertThat(read(copy)).as("read only, kill %d", kill).startsWith(old.get(0));
      try (InspectionStore store = SqliteStore.open(copy)) {
        assertThat(all(store))
            .as("kill %d", kill)
            .startsWith(old.get(0))
            .allMatch(each -> each.equals(old.get(0)) || AppendingStation.isOneOfIts(each));
      }
    }
  }

  /** Returns whether the store was opened for writing; the migration comes next. */
  private static boolean isOpen(DataDirectory directory) {
    return Files.exists(directory.root().resolve("sightline.db-wal"));
  }
}
