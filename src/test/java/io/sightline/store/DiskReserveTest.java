package io.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.store.ImageRetention.Cleared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which pictures are deleted so that their disk does not fill up, and when that is said. */
class DiskReserveTest {
  @TempDir Path data;

  @Test
  void picturesMakeRoomBeforeTheDiskIsFull() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "10m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      Path day = day(directory, "A/2026-01-01", 20);
      Path others = Files.write(disk.root().resolve("others"), new byte[7_400 << 10]);
      ImageRetention retention = new ImageRetention(directory, Long.MAX_VALUE, Long.MAX_VALUE);

      Cleared some = retention.apply();

      assertThat(some.bytes()).isBetween(100L << 10, 900L << 10);
      assertThat(Files.getFileStore(day).getUsableSpace()).isGreaterThanOrEqualTo(1 << 20);
      assertThat(some.shortage()).isEmpty();

      assertThat(new ImageRetention(directory, 300 << 10, 0).apply().bytes()).isPositive();
      Files.write(others, new byte[9_800 << 10]);

      Cleared last = retention.apply();

      assertThat(last.bytes()).isPositive();
      assertThat(last.shortage())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .startsWith("The disk of " + directory.images())
                      .contains("there are no older pictures left"));
    }
  }

  /** Other programs fill the disk, but today's rejects have not been reviewed yet. */
  @Test
  void thePicturesOfTheNewestTwoDaysStayUntilAFifthOfTheReserveIsLeft() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "10m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      Path older = day(directory, "A/2026-01-01", 5);
      Path newest = day(directory, "B/2026-01-02", 5);
      day(directory, "A/2026-01-03", 0); // a new day in UTC
      Path others = Files.write(disk.root().resolve("others"), new byte[8_900 << 10]);
      ImageRetention retention = new ImageRetention(directory, Long.MAX_VALUE, Long.MAX_VALUE);

      Cleared some = retention.apply();

      assertThat(some.bytes()).isEqualTo(500 << 10);
      assertThat(older).doesNotExist();
      assertThat(newest).isDirectoryContaining("glob:**4_a.jpg");
      assertThat(some.shortage()).as("a tenth of the disk is not free").isPresent();

      Files.write(others, new byte[9_600 << 10]);

      assertThat(retention.apply().bytes()).isBetween(1L, 300L << 10);
    }
  }

  /** A line that rejects everything: what it has written is what fills the disk. */
  @Test
  void picturesOfTodayBeyondTheReserveAreNotSpared() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "10m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      Path newest = day(directory, "A/" + today, 30);
      Files.write(disk.root().resolve("others"), new byte[6_600 << 10]);

      ImageRetention retention = new ImageRetention(directory, Long.MAX_VALUE, Long.MAX_VALUE);

      assertThat(retention.apply().bytes()).isBetween(300L << 10, 800L << 10);
      assertThat(Files.getFileStore(newest).getUsableSpace()).isGreaterThanOrEqualTo(1 << 20);
    }
  }

  /** The clock was wrong for a while: today's rejects are no older for it. */
  @Test
  void todaysPicturesStayBesideAFolderOfTheFuture() throws Exception {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    try (SmallDisk disk = SmallDisk.mount(data.resolve("disk"), "10m")) {
      DataDirectory directory = new DataDirectory(disk.root());
      Path older = day(directory, "A/2026-01-01", 5);
      day(directory, "A/" + today, 5);
      day(directory, "A/2099-01-01", 0);
      Files.write(disk.root().resolve("others"), new byte[8_900 << 10]);

      assertThat(new ImageRetention(directory, Long.MAX_VALUE, Long.MAX_VALUE).apply().bytes())
          .isEqualTo(500 << 10);
      assertThat(older).doesNotExist();
    }
  }

  @Test
  void aDiskOfTheRowsAloneThatIsNearlyFullIsSaid() throws Exception {
    try (SmallDisk rows = SmallDisk.mount(data.resolve("rows"), "3m")) {
      DataDirectory directory = new DataDirectory(rows.root());
      try (SmallDisk pictures = SmallDisk.mount(directory.images(), "3m")) {
        Path day = Files.createDirectories(pictures.root().resolve("A/2026-01-01"));
        Files.write(day.resolve("1_a.jpg"), new byte[1_000]);
        ImageRetention retention = new ImageRetention(directory, 10_000, Long.MAX_VALUE);
        assertThat(retention.apply().shortage()).isEmpty();

        Files.write(rows.root().resolve("others"), new byte[2_900 << 10]);

        Cleared none = retention.apply();
        assertThat(none.bytes()).as("that would not help").isZero();
        assertThat(none.shortage())
            .hasValueSatisfying(
                why -> assertThat(why).startsWith("The disk of " + directory.storeFile()));
      }
    }
  }

  /** Makes a day's folder with so many pictures of 100 KiB. */
  private static Path day(DataDirectory directory, String name, int pictures) throws IOException {
    Path day = Files.createDirectories(directory.images().resolve(name));
    for (int i = 0; i < pictures; i++) {
      Files.write(day.resolve(i + "_a.jpg"), new byte[100 << 10]);
    }
    return day;
  }
}
