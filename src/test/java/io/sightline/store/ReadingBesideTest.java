package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that whoever reads a store, under whatever name, does not stop who records there. */
class ReadingBesideTest {
  @TempDir Path folder;

  @Test
  void aReaderLeavesNothingThatAStationMayNotWrite() throws IOException {
    DataDirectory directory = recorded(1, 20);
    List<Path> before = files();
    for (boolean emptyLog : new boolean[] {false, true}) {
      if (emptyLog) { // of a station that has not recorded yet
        before = List.of(Files.createFile(folder.resolve("sightline.db-wal")));
      }
      StoreReader store = StoreReader.of(directory);
      try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
        assertThat(rows).hasSize(20);
        assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(20);
        assertThat(files()).as("while it reads").containsAll(before).doesNotContain(index());
      }
      assertThat(files()).doesNotContain(index());
    }
  }

  @Test
  void aReportThatAStationOvertakesIsNotMadeOfTwoMoments() {
    DataDirectory directory = recorded(1, 2000);
    StoreReader reader = StoreReader.of(directory);
    try (Stream<Inspection> rows = reader.find(InspectionQuery.ALL)) {
      Iterator<Inspection> begun = rows.iterator();
      List<Long> serials = new ArrayList<>(List.of(begun.next().part().serial()));
      recorded(2001, 2500); // closing moves the log into the store
      begun.forEachRemaining(row -> serials.add(row.part().serial()));
      assertThat(serials)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 2000).boxed().toList());
      assertThat(reader.count(InspectionQuery.ALL).inspected()).isEqualTo(2500);
    }
  }

  @Test
  void theFileThatKeepsAStationFromRecordingIsNamed() throws Exception {
    recorded(1, 20);
    for (String name : List.of("sightline.lock", "sightline.db", "sightline.db-shm", ".")) {
      Path file = folder.resolve(name).normalize();
      if (!Files.exists(file)) {
        Files.createFile(file); // as a reader of another user may leave it
      }
      Set<PosixFilePermission> usual = Files.getPosixFilePermissions(file);
      readOnly(file);
      assertThat(opened())
          .isEqualTo(
              "Nothing can be recorded: %s is read-only or belongs to somebody else; give it to the user that records\n"
                  .formatted(file));
      Files.setPosixFilePermissions(file, usual);
      for (String made : List.of("sightline.db-wal", "sightline.db-shm")) {
        Files.deleteIfExists(folder.resolve(made)); // with the rights of the store
      }
    }
    assertThat(opened()).isEmpty();
  }

  @Test
  void whatAKilledStationOfAnotherUserLeftIsReplaced() throws Exception {
    recorded(1, 20);
    readOnly(Files.createFile(folder.resolve("sightline.holder")));
    assertThat(opened()).isEmpty();
  }

  private static void readOnly(Path file) throws IOException {
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "r-xr-xr-x" : "r--r--r--"));
  }

  /** Returns why a station cannot record; empty if it can. */
  private String opened() throws IOException, InterruptedException {
    Process station = ChildJvm.startWithoutPrivileges(OpeningStation.class, folder.toString());
    String why = new String(station.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(station.waitFor()).isZero();
    return why;
  }

  private DataDirectory recorded(long first, long last) {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(
          LongStream.rangeClosed(first, last)
              .mapToObj(serial -> SampleInspections.part("A", serial))
              .toList());
    }
    return directory;
  }

  private Path index() {
    return folder.resolve("sightline.db-shm");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
