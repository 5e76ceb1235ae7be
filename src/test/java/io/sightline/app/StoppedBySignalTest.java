package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.image.FramePool;
import io.sightline.image.PictureFile;
import io.sightline.store.ChildJvm;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.StoreException;
import io.sightline.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is asked to end, or killed, as at shutdown, leaves correct files. */
@Timeout(120)
class StoppedBySignalTest {
  @TempDir private Path data;

  @Test
  void theLogSaysHowTheRunEnded() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: no signals on this system");
    Process station =
        ChildJvm.start(
            List.of("-Dsightline.home=" + System.getProperty("sightline.home", ".")),
            Main.class,
            "inspect",
            "sim:board?ppm=600",
            "--engine",
            "cpu",
            "--data",
            data.toString());
    try {
      while (station.isAlive() && !hasRows()) {
        Thread.sleep(200);
      }
      station.destroy();
      station.waitFor();
    } finally {
      station.destroyForcibly();
    }

    Path log = data.resolve("log/sightline.0.log");
    assertThat(log).content().contains("Line 1 has stopped: VerdictCounts[");
    try (Stream<Path> left = Files.list(log.getParent())) {
      assertThat(left).as("closed after all").containsExactly(log);
    }
  }

  @Test
  void aBenchLeavesNoFolderBehind() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: no signals on this system");
    Process bench =
        ChildJvm.start(
            List.of(
                "-Dsightline.home=" + System.getProperty("sightline.home", "."),
                "-Djava.io.tmpdir=" + data),
            Main.class,
            "bench",
            "--no-screen",
            "--engine",
            "cpu",
            "--turns",
            "1000",
            "--parts",
            "20");
    try {
      while (bench.isAlive() && benches().isEmpty()) {
        Thread.sleep(50);
      }
      Path scratch = benches().get(0);
      while (bench.isAlive() && !Files.exists(scratch.resolve("sightline.db"))) {
        Thread.sleep(50);
      }
      Thread.sleep(500); // it is recording
      bench.destroy();
      assertThat(bench.waitFor()).isEqualTo(143);
    } finally {
      bench.destroyForcibly();
    }
    assertThat(benches()).isEmpty();
  }

  private List<Path> benches() throws IOException {
    try (Stream<Path> made = Files.list(data)) {
      return made.filter(path -> path.getFileName().toString().startsWith("sightline-bench"))
          .toList();
    }
  }

  /** A picture without its label would count as a good board. */
  @Test
  void simulatedBoardsAreThereWithTheirLabelsOrNotAtAll() throws Exception {
    Path images = data.resolve("images");
    Process simulating =
        ChildJvm.start(
            List.of(),
            Main.class,
            "simulate",
            "--out",
            data.toString(),
            "--count",
            "100000",
            "--lossless");
    try {
      while (simulating.isAlive() && names(images, ".png").size() < 3) {
        Thread.sleep(10);
      }
    } finally {
      simulating.destroyForcibly();
      simulating.waitFor();
    }

    List<String> boards = names(images, ".png");
    assertThat(boards).hasSizeGreaterThan(2);
    assertThat(names(data.resolve("labels"), ".txt")).containsAll(boards);
    try (FramePool pool = new FramePool()) {
      for (String board : boards) {
        PictureFile.read(images.resolve(board + ".png"), pool).close();
      }
    }
  }

  private static List<String> names(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    }
  }

  private boolean hasRows() {
    try {
      return StoreReader.of(new DataDirectory(data)).count(InspectionQuery.ALL).inspected() > 0;
    } catch (StoreException e) { // no store yet
      return false;
    }
  }
}
