package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests stray and missing files beside a store: copies that are put back, moved away or incomplete
 * lose nothing that was recorded.
 */
class StrayLogTest {
  @TempDir Path folder;

  @Test
  void aLogWithoutItsStoreIsKeptForWhoeverFindsTheStore() throws IOException {
    DataDirectory killed = killed("killed", 30, 72);
    Path store = killed.storeFile();
    Path away = Files.move(store, killed.root().resolve("away.db"));
    byte[] log = Files.readAllBytes(log(killed));

    SqliteStore.open(killed).close();

    Path aside = log(killed).resolveSibling("sightline.db-wal.orphan");
    assertThat(aside).hasBinaryContent(log);
    assertThat(killed.root().resolve("sightline.db-shm.orphan")).exists();
    Files.move(away, folder.resolve("sightline.db"));
    Files.move(aside, folder.resolve("sightline.db-wal"));
    assertThat(serials(new DataDirectory(folder))).containsExactlyElementsOf(oneTo(72));
  }

  @Test
  void anEmptyFileInPlaceOfTheStoreDoesNotCostItsLog() throws IOException {
    DataDirectory killed = killed("killed", 30, 72);
    byte[] log = Files.readAllBytes(log(killed));
    Files.write(killed.storeFile(), new byte[0]);

    assertThatThrownBy(() -> StoreReader.of(killed))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("holds nothing");
    assertThat(log(killed)).hasBinaryContent(log);

    Files.writeString(killed.root().resolve("sightline.db-wal.orphan"), "an earlier one");
    SqliteStore.open(killed).close();
    assertThat(killed.root().resolve("sightline.db-wal.orphan")).hasContent("an earlier one");
    assertThat(killed.root().resolve("sightline.db-wal.orphan2")).hasBinaryContent(log);
  }

  @Test
  void aLogThatBelongsToItsStoreIsUsed() throws IOException {
    for (int settled : new int[] {0, 1, 30, 400}) {
      DataDirectory killed = killed("killed" + settled, settled, settled + 50);
      assertThat(serials(killed)).containsExactlyElementsOf(oneTo(settled + 50));
      try (InspectionStore store = SqliteStore.open(killed)) {
        assertThat(serials(store)).containsExactlyElementsOf(oneTo(settled + 50));
      }
      assertThat(killed.root().resolve("sightline.db-wal.orphan")).doesNotExist();
    }
  }

  @Test
  void aLogWhoseEndWasNotWrittenIsUsedAsFarAsItGoes() throws IOException {
    DataDirectory killed = killed("killed", 400, 420);
    byte[] log = Files.readAllBytes(log(killed));
    for (int i = log.length - 5000; i < log.length; i++) {
      log[i] = (byte) (i * 31);
    }
    Files.write(log(killed), log);
    try (InspectionStore store = SqliteStore.open(killed)) {
      assertThat(serials(store)).containsExactlyElementsOf(oneTo(419));
    }
    assertThat(killed.root().resolve("sightline.db-wal.orphan")).doesNotExist();
  }

  @Test
  void aCopyWithoutTheLogBesideItSaysWhatIsMissing() throws IOException {
    DataDirectory killed = killed("killed", 0, 20); // too young: all of it is in the log
    Files.delete(log(killed));

    assertThatThrownBy(() -> StoreReader.of(killed))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "The store %s holds nothing: it is empty, or a copy without the sightline.db-wal that lay beside it: copy the whole folder",
            killed.storeFile());
  }

  @Test
  void aLogThatCannotBeReadWhereNobodyMayWriteIsNamed() throws Exception {
    DataDirectory killed = killed("killed", 30, 72);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "3m")) {
      DataDirectory copy = new DataDirectory(disk.root());
      Files.copy(killed.storeFile(), copy.storeFile());
      Files.copy(log(killed), log(copy));
      disk.makeReadOnly();
      assertThatThrownBy(() -> StoreReader.of(copy))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "The latest records are in %s, and reading them needs write access to the folder: copy the folder elsewhere",
              log(copy));
    }
  }

  /**
   * Creates a store as a killed station leaves it: {@code settled} parts in the store itself, the
   * rest in its log.
   */
  private DataDirectory killed(String name, int settled, int recorded) throws IOException {
    DataDirectory living = new DataDirectory(folder.resolve(name + "-living"));
    DataDirectory killed = new DataDirectory(folder.resolve(name));
    if (settled > 0) {
      append(living, 1, settled);
    }
    try (InspectionStore store = SqliteStore.open(living)) {
      for (long serial = settled + 1L; serial <= recorded; serial++) {
        store.append(List.of(SampleInspections.part("A", serial)));
      }
      Files.createDirectories(killed.root());
      for (String file : List.of("sightline.db", "sightline.db-wal", "sightline.db-shm")) {
        Files.copy(living.root().resolve(file), killed.root().resolve(file));
      }
    }
    return killed;
  }

  private static void append(DataDirectory directory, long first, long last) {
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(
          LongStream.rangeClosed(first, last)
              .mapToObj(serial -> SampleInspections.part("A", serial))
              .toList());
    }
  }

  private static Path log(DataDirectory directory) {
    return directory.root().resolve("sightline.db-wal");
  }

  private static List<Long> serials(DataDirectory directory) {
    return serials(StoreReader.of(directory));
  }

  private static List<Long> serials(RecordedInspections store) {
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      return rows.map(inspection -> inspection.part().serial()).toList();
    }
  }

  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
