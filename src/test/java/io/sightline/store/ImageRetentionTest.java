package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which pictures are deleted, and that an undeletable one does not keep the others. */
class ImageRetentionTest {
  @TempDir Path data;

  @Test
  void deletesTheOldestDaysOverTheQuota() throws IOException {
    DataDirectory directory = new DataDirectory(data);
    for (String line : List.of("A", "B")) {
      for (String day : List.of("2026-01-01", "2026-01-02", "2026-01-03")) {
        Path folder = Files.createDirectories(data.resolve("images").resolve(line).resolve(day));
        Files.write(folder.resolve("1_a.jpg"), new byte[1000]);
        Files.write(folder.resolve("2_b.jpg"), new byte[1000]);
      }
    }
    Path foreign = Files.write(data.resolve("images/A/2026-01-01/note.txt"), new byte[5]);

    assertThat(bytes(directory, 12_000)).isZero();
    assertThat(bytes(directory, 8_000)).isEqualTo(4_000);
    assertThat(everyFile()).hasSize(9).contains(foreign).noneMatch(ofDay("01", ".jpg"));
    assertThat(data.resolve("images/B/2026-01-01")).doesNotExist();

    assertThat(bytes(directory, 2_500)).isEqualTo(6_000);
    assertThat(everyFile()).filteredOn(ofDay("03", ".jpg")).hasSize(2);
    assertThat(everyFile()).noneMatch(ofDay("02", ".jpg"));

    assertThat(bytes(directory, 0)).isEqualTo(2_000);
    assertThat(everyFile()).containsExactly(foreign);
    assertThat(bytes(new DataDirectory(data.resolve("none")), 0)).isZero();
  }

  @Test
  void whatIsDeletedAndWhyIsLogged() throws IOException {
    pictures("A", "2026-01-01", 2);
    pictures("B", "2026-01-02", 2);
    pictures("A", "2026-01-03", 1);
    List<String> said = new ArrayList<>();
    Logger log = Logger.getLogger(ImageRetention.class.getName());
    Filter usual = log.getFilter();
    log.setFilter(entry -> said.add(entry.getMessage()));
    try {
      assertThat(bytes(new DataDirectory(data), 5_000)).isZero();
      assertThat(said).isEmpty();

      assertThat(bytes(new DataDirectory(data), 2_000)).isEqualTo(3_000);
    } finally {
      log.setFilter(usual);
    }
    assertThat(said)
        .containsExactly(
            "3 of the oldest pictures (0.000 GB, of 2026-01-01 to 2026-01-02) were deleted: they took 0.000 GB more than the quota of 0.000 GB");
  }

  @Test
  void theQuotaHoldsWhilePicturesAreBeingWritten() throws Exception {
    DataDirectory directory = new DataDirectory(data);
    Path day = Files.createDirectories(data.resolve("images/A/2026-01-01"));
    AtomicBoolean ended = new AtomicBoolean();
    FutureTask<Long> writing =
        new FutureTask<>(
            () -> {
              long written = 0;
              for (; !ended.get(); written++) {
                Path fresh = Files.write(day.resolve(written % 32 + "_a.jpg.part"), new byte[10]);
                Path whole = day.resolve(written % 32 + "_a.jpg");
                Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
              }
              return written;
            });
    Thread writer = new Thread(writing, "writer");
    writer.start();
    try {
      for (int i = 0; i < 2_000; i++) {
        assertThat(bytes(directory, 1_000)).isZero();
      }
    } finally {
      ended.set(true);
      writer.join();
    }
    assertThat(writing.get()).isPositive();
  }

  @Test
  void whatCannotBeDeletedIsPassedOver() throws Exception {
    Path stuck = data.resolve("images/A/2026-01-01");
    pictures("A", "2026-01-02", 4);
    try (SmallDisk disk = SmallDisk.mount(stuck, "3m")) {
      pictures("A", "2026-01-01", 4);
      disk.makeReadOnly();

      assertThat(bytes(new DataDirectory(data), 2_000)).isEqualTo(2_000);
      assertThat(everyFile()).as("what stays counts no more").hasSize(6);
      assertThat(bytes(new DataDirectory(data), 2_000)).isZero();
    }
  }

  @Test
  void aFolderThatNobodyMayReadIsPassedOver() throws IOException {
    pictures("A", "2026-01-01", 4);
    Path lost = Files.createDirectories(data.resolve("images/0-lost"));
    Files.setPosixFilePermissions(lost, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(lost), "Skipped: root may read every folder");

    assertThat(bytes(new DataDirectory(data), 1_000)).isEqualTo(3_000);
  }

  @Test
  void aDayOfMoreThanIsPutInOrderAtATime() throws IOException {
    pictures("A", "2026-01-01", 10_020);
    pictures("A", "2026-01-02", 1);

    assertThat(bytes(new DataDirectory(data), 3_000)).isEqualTo(10_018_000);
    assertThat(everyFile()).hasSize(3);
  }

  @Test
  void aPictureThatIsBeingWrittenStaysAndOneThatWasLeftBehindGoes() throws IOException {
    pictures("A", "2026-01-01", 0);
    Path day = data.resolve("images/A/2026-01-01");
    Path underWay = Files.write(day.resolve("2_b.jpg.0badcafe.part"), new byte[1_000]);
    for (String name : List.of("1_a.jpg.0badcafe.part", "1_a.jpg.part")) { // the latter: formerly
      Path leftBehind = Files.write(day.resolve(name), new byte[1_000]);
      Files.setLastModifiedTime(
          leftBehind, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    assertThat(bytes(new DataDirectory(data), 0)).isEqualTo(2_000);
    assertThat(everyFile()).containsExactly(underWay);
  }

  /** The clock is wrong, ahead or behind: whatever the other days are called, today's is newer. */
  @Test
  void todaysPicturesGoLastAndItsFolderStays() throws IOException {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    pictures("A", "2026-01-01", 1);
    pictures("A", today, 1);
    pictures("A", "2099-01-01", 1);
    pictures("B", "2099-01-02", 1);
    Path newest = data.resolve("images/A").resolve(today);

    assertThat(bytes(new DataDirectory(data), 1_000)).isEqualTo(3_000);
    assertThat(everyFile()).singleElement().matches(file -> file.startsWith(newest));

    assertThat(bytes(new DataDirectory(data), 0)).isEqualTo(1_000);
    assertThat(newest).as("the next picture may be on its way there").isEmptyDirectory();
    assertThat(data.resolve("images/A/2026-01-01")).doesNotExist();
  }

  /** Returns the bytes freed on a disk with room. */
  private static long bytes(DataDirectory directory, long quota) {
    return new ImageRetention(directory, quota, 0).apply().bytes();
  }

  /** Writes pictures of 1,000 bytes each. */
  private void pictures(String line, String day, int count) throws IOException {
    Path folder = Files.createDirectories(data.resolve("images").resolve(line).resolve(day));
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve(i + "_a.jpg"), new byte[1_000]);
    }
  }

  private static Predicate<Path> ofDay(String day, String ending) {
    return file -> file.toString().contains("2026-01-" + day) && file.toString().endsWith(ending);
  }

  private List<Path> everyFile() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
