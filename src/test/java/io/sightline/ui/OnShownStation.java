package io.sightline.ui;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A station for each test, in a folder of its own, that the test shows and works. */
@Timeout(120)
abstract class OnShownStation {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  ShownStation station;

  @BeforeEach
  void openStation() throws Exception {
    station = new ShownStation(directory);
  }

  @AfterEach
  void closeStation() throws Exception {
    if (station != null) { // there is a display
      station.close();
    }
  }
}
