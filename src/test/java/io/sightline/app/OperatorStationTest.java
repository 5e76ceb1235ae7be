package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.command.Display;
import io.sightline.inspection.Inspection;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.StoreException;
import io.sightline.store.StoreReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program with its window: simulated line, bundled model, store on disk. */
@Timeout(180)
class OperatorStationTest {
  private static final String HOME = System.getProperty("sightline.home", ".");

  @TempDir private Path directory;

  @Test
  void theStationInspectsBehindItsWindowAndEndsInOrderWhenTheMachineIsShutDown()
      throws IOException, InterruptedException {
    assumeTrue(Display.ofThisMachine().isPresent(), "skipped: there is no display");
    assumeTrue(
        Files.exists(Path.of(HOME, "models/board/model.onnx")),
        "skipped: the bundled model is not in this checkout");
    Path log = directory.resolve("station.txt");
    Process station =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dsightline.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "io.sightline.app.Main",
                "--data",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      while (stored() < 30) {
        assertThat(station.isAlive()).as("the station runs: " + Files.readString(log)).isTrue();
        TimeUnit.MILLISECONDS.sleep(200);
      }
      station.destroy(); // SIGTERM, as at shutdown
      assertThat(station.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      station.destroyForcibly();
    }

    StoreReader store = StoreReader.of(new DataDirectory(directory));
    try (Stream<Inspection> rows = store.find(InspectionQuery.ALL)) {
      List<Long> serials = rows.map(row -> row.part().serial()).toList();
      long missed = store.count(InspectionQuery.ALL).missed();
      assertThat(serials).doesNotHaveDuplicates();
      assertThat(serials.size() + missed)
          .as("every number given out is a row or a missed part")
          .isEqualTo(store.lastSerial("Line 1"));
    }
    assertThat(new File(directory.toFile(), "images").list()).isNotEmpty();
  }

  /** Returns the number of inspections on disk; 0 while the station is still creating its store. */
  private long stored() {
    try {
      return StoreReader.of(new DataDirectory(directory)).count(InspectionQuery.ALL).inspected();
    } catch (StoreException e) {
      return 0;
    }
  }
}
