package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.capture.CaptureException;
import io.sightline.config.Json;
import io.sightline.config.Settings;
import io.sightline.config.Settings.LineSettings;
import io.sightline.store.DataDirectory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStationTest {
  @TempDir private Path folder;

  @Test
  void aCameraThatThisVersionCannotOpenIsToldBeforeAnythingIsLoaded() {
    LineSettings line =
        new LineSettings(
            "GigE", "gst:videotestsrc", Optional.empty(), Optional.of("no such model"), "", true);
    try (RunningStation station =
        new RunningStation(new DataDirectory(folder), Settings.DEFAULT, new Json())) {
      assertThatThrownBy(() -> station.add(line, "cpu", OptionalLong.empty(), false, () -> {}))
          .isInstanceOf(CaptureException.class)
          .hasMessageStartingWith("gst: sources need GStreamer");
    }
  }
}
