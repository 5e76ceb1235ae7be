package io.sightline.ui;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that show and operate a station, each in a folder of its own. */
@Timeout(120)
abstract class OnShownStation {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  ShownStation station;

  @BeforeEach
  void openStation() throws Exception {
    station = new ShownStation(directory);
  }

  @AfterEach
  void closeStation() throws Exception {
    if (station != null) { // null without a display
      station.close();
    }
  }
}
