package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Tests full, read-only and broken disks: reported in a sentence, and nothing recorded is lost. */
class BadDiskTest {
  @TempDir Path folder;

  @Test
  void aFullDiskIsSaidAndLosesNothing() {
    DataDirectory directory = new DataDirectory(folder);
    SQLiteConfig small = new SQLiteConfig();
    small.setPragma(SQLiteConfig.Pragma.MAX_PAGE_COUNT, "60");
    long recorded;
    try (InspectionStore store =
        SqliteStore.open(directory, new SqliteFile(directory.storeFile(), small))) {
      recorded = appendUntilFull(store);
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(recorded);
    }
    try (InspectionStore store = SqliteStore.open(directory)) {
      assertThat(serials(store)).containsExactlyElementsOf(oneTo(recorded));
      store.append(group(recorded + 1));
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(recorded + 7);
    }
  }

  @Test
  void aDiskThatFillsUpAndIsClearedAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "3m");
        InspectionStore store = SqliteStore.open(new DataDirectory(disk.root()));
        ImageFolder images = new ImageFolder(new DataDirectory(disk.root()));
        FramePool pool = new FramePool();
        Frame frame = pool.take(640, 480)) {
      Path ballast = Files.write(disk.root().resolve("ballast"), new byte[1 << 20]);
      long recorded = appendUntilFull(store);
      fill(disk.root().resolve("rest"));
      assertThat(serials(store)).containsExactlyElementsOf(oneTo(recorded));

      frame.mat().put(new Scalar(40, 90, 20, 0));
      assertThatThrownBy(() -> images.keep(SampleInspections.part("A", 1), frame))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("full");
      try (Stream<Path> left = Files.walk(disk.root())) {
        assertThat(left.filter(file -> file.toString().contains(".jpg"))).isEmpty();
      }

      Files.delete(ballast);
      store.append(group(recorded + 1));
      assertThat(serials(store)).containsExactlyElementsOf(oneTo(recorded + 7));
    }
  }

  @Test
  void aFullDiskServesTheReader() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "3m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      try (InspectionStore store = SqliteStore.open(directory)) {
        store.append(group(1));
      }
      Path rest = disk.root().resolve("rest");
      fill(rest);
      assertThat(serials(StoreReader.of(directory))).containsExactlyElementsOf(oneTo(7));
      Files.delete(rest);
      try (InspectionStore store = SqliteStore.open(directory)) {
        store.append(group(8));
        assertThat(serials(store)).containsExactlyElementsOf(oneTo(14));
      }
    }
  }

  /** A station that finds no room leaves nothing that takes a reader for one beside a station. */
  @Test
  void aFullDiskThatRefusedAStationServesTheReader() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "3m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      try (InspectionStore store = SqliteStore.open(directory)) {
        store.append(group(1));
      }
      fill(disk.root().resolve("rest"));
      assertThatThrownBy(() -> SqliteStore.open(directory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is full");
      assertThat(disk.root().resolve("sightline.holder")).doesNotExist();
      assertThat(serials(StoreReader.of(directory))).containsExactlyElementsOf(oneTo(7));
      Files.createFile(disk.root().resolve("sightline.holder")); // of a killed one
      assertThat(serials(StoreReader.of(directory))).containsExactlyElementsOf(oneTo(7));
    }
  }

  @Test
  void aReadOnlyDiskRefusesTheWriterAndServesTheReader() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "3m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      try (InspectionStore store = SqliteStore.open(directory)) {
        store.append(group(1));
      }
      disk.makeReadOnly();
      assertThatThrownBy(() -> SqliteStore.open(directory))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("read-only");
      assertThat(serials(StoreReader.of(directory))).containsExactlyElementsOf(oneTo(7));
    }
  }

  @Test
  void aDamagedStoreIsSaid() throws IOException {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore store = SqliteStore.open(directory)) {
      for (long serial = 1; serial < 700; serial += 7) {
        store.append(group(serial));
      }
    }
    byte[] bytes = Files.readAllBytes(directory.storeFile());
    for (int i = 8192; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(directory.storeFile(), bytes);
    assertThatThrownBy(
            () -> {
              try (InspectionStore store = SqliteStore.open(directory)) {
                serials(store);
              }
            })
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
    Files.writeString(directory.storeFile(), "This is a letter, not a store. ".repeat(100));
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> StoreReader.of(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void lookingThroughAStoreEndsInTimeAndFindsWhatNobodyAskedFor() throws IOException {
    DataDirectory directory = new DataDirectory(folder);
    try (InspectionStore store = SqliteStore.open(directory)) {
      store.append(
          LongStream.rangeClosed(1, 3000)
              .mapToObj(serial -> SampleInspections.part("A", serial))
              .toList());
    }
    StoreReader reader = StoreReader.of(directory);
    assertThat(reader.checkIntegrity(Duration.ofMinutes(1))).isTrue();
    assertThat(reader.checkIntegrity(Duration.ZERO)).isFalse();
    assertThat(reader.count(InspectionQuery.ALL).inspected()).isEqualTo(3000);
    byte[] bytes = Files.readAllBytes(directory.storeFile());
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 4096, (byte) 31);
    Files.write(directory.storeFile(), bytes);
    assertThatThrownBy(() -> reader.checkIntegrity(Duration.ofMinutes(1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged: move it away together with sightline.db-wal and")
        .hasMessageEndingWith("by --from and --to");
  }

  @Test
  void aDataDirectoryThatIsAFileIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> SqliteStore.open(new DataDirectory(file)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
  }

  private static long appendUntilFull(InspectionStore store) {
    long recorded = 0;
    while (true) {
      List<Inspection> group = group(recorded + 1);
      StoreException full = catchThrowableOfType(StoreException.class, () -> store.append(group));
      if (full != null) {
        assertThat(full).hasMessageContaining("full").hasMessageContaining("safe");
        return recorded;
      }
      recorded += group.size();
      assertThat(recorded).as("a small disk").isLessThan(100_000);
    }
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space");
    }
  }

  private static List<Inspection> group(long first) {
    return LongStream.range(first, first + 7)
        .mapToObj(serial -> SampleInspections.part("A", serial))
        .toList();
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
