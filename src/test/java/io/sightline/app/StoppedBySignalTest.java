package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.store.ChildJvm;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.SqliteStore;
import io.sightline.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A computer that is shut down asks its programs to end: what a run came to is in its log. */
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

  private boolean hasRows() {
    try (SqliteStore store = SqliteStore.openReadOnly(new DataDirectory(data))) {
      return store.count(InspectionQuery.ALL).inspected() > 0;
    } catch (StoreException e) { // not there yet
      return false;
    }
  }
}
