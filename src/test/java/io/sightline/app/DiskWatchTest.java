package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.line.Line;
import io.sightline.line.LineEvent;
import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageRetention;
import io.sightline.store.MissedParts;
import io.sightline.store.SmallDisk;
import io.sightline.store.SqliteStore;
import io.sightline.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are deleted beyond their quota, and a line reports a disk that is nearly full. */
@Timeout(120)
class DiskWatchTest {
  @TempDir private Path folder;

  private final List<Trouble> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch full = new CountDownLatch(1);

  @Test
  void theQuotaIsInGigabytes() throws IOException {
    File disk = folder.toFile();
    assumeTrue(
        disk.getUsableSpace() > Math.min(ImageRetention.USUAL_RESERVE, disk.getTotalSpace() / 10),
        "Skipped: this disk is nearly full, so pictures are deleted below the quota, too");
    Path day = Files.createDirectories(folder.resolve("images/A/2026-01-01"));
    Path picture = Files.write(day.resolve("1_a.jpg"), new byte[4_000]);

    inspectWithQuota("1e-3");
    assertThat(picture).as("4 kB of 1 MB").exists();

    inspectWithQuota("1e-6");
    assertThat(picture).as("4 kB of 1 kB").doesNotExist();
  }

  private void inspectWithQuota(String gigabytes) throws IOException {
    Files.writeString(folder.resolve("settings.json"), "{\"imageQuota\": " + gigabytes + "}");
    CommandLineRun run =
        CommandLineRun.of("inspect", "sim:board", "--parts", 1, "--data", folder, "--json");
    assertThat(run.number("recorded")).as(run.err()).isEqualTo(1);
  }

  @Test
  void aLineOfTheStationReportsItsDisk() throws IOException, InterruptedException {
    try (SmallDisk disk = nearlyFull();
        RunningStation station = station(disk.root())) {
      listenTo(station).start();
      full.await(); // times out if nobody looks at the disk, or nobody is told
    }
  }

  @Test
  void aLineIsToldWhetherAddedBeforeTheDiskFilledUpOrAfter()
      throws IOException, InterruptedException {
    try (SmallDisk disk = nearlyFull();
        RunningStation station = station(folder.resolve("roomy"))) {
      Line line = listenTo(station);
      ImageRetention retention =
          new ImageRetention(new DataDirectory(disk.root()), Long.MAX_VALUE, Long.MAX_VALUE);

      DiskWatch watch = new DiskWatch(retention);
      watch.add(line);
      assertThat(toldOf(disk)).isEmpty();
      watch.run();
      assertThat(toldOf(disk)).hasSize(1);

      DiskWatch earlier = new DiskWatch(retention);
      earlier.run();
      assertThat(toldOf(disk)).hasSize(1);
      earlier.add(line);
      assertThat(toldOf(disk)).hasSize(2);
    }
  }

  @Test
  void aStationMakesRoomOnAFullDiskToStart() throws IOException, InterruptedException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "30m")) {
      DataDirectory data = new DataDirectory(disk.root());
      SqliteStore.open(data).close();
      List<Path> pictures = new ArrayList<>();
      for (String day : List.of("2026-01-01", "2026-01-05")) {
        Path of = Files.createDirectories(data.images().resolve("A").resolve(day));
        pictures.add(Files.write(of.resolve("1_a.jpg"), new byte[8 << 20]));
      }
      Path others = disk.root().resolve("others");
      assertThatThrownBy(() -> Files.write(others, new byte[30 << 20])).isNotNull();

      try (RunningStation station = station(disk.root())) {
        station.store().appendMissed(new MissedParts("A", "", "", "", Instant.now(), 1, 1));
      }

      assertThat(pictures.get(0)).as("the oldest").doesNotExist();
      assertThat(pictures.get(1)).exists();

      Files.delete(pictures.get(1));
      assertThatThrownBy(() -> Files.write(others, new byte[30 << 20])).isNotNull();
      assertThatThrownBy(() -> station(disk.root()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is full");
    }
  }

  private SmallDisk nearlyFull() throws IOException, InterruptedException {
    SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "30m");
    Files.write(disk.root().resolve("others"), new byte[28 << 20]);
    return disk;
  }

  private static RunningStation station(Path data) {
    return new RunningStation(new DataDirectory(data), Settings.DEFAULT, new Json());
  }

  private Line listenTo(RunningStation station) {
    LineSettings one =
        new LineSettings("Line 1", "sim:board", Optional.empty(), Optional.empty(), "", true);
    Line line = station.add(one, "cpu", OptionalLong.of(1), false, () -> {});
    line.addListener(
        event -> {
          if (event instanceof LineEvent.Troubled troubled
              && troubled.trouble().kind() == Kind.DISK) {
            told.add(troubled.trouble());
            full.countDown();
          }
        });
    return line;
  }

  /** Whatever else the station reports of its own disk. */
  private List<Trouble> toldOf(SmallDisk disk) {
    return told.stream()
        .filter(trouble -> trouble.reason().contains(disk.root().toString()))
        .toList();
  }
}
