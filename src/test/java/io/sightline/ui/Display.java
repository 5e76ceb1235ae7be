package io.sightline.ui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/** The display that tests of real windows need; without one they are skipped with a line. */
final class Display {
  private static final boolean THERE =
      !System.getProperty("os.name", "").startsWith("Linux") || System.getenv("DISPLAY") != null;

  private Display() {}

  /** A stage on it. Skips the test where there is none. */
  static Stage stage() throws TimeoutException {
    if (!THERE) {
      System.out.println("Skipped: no display (DISPLAY is not set); run under xvfb-run");
    }
    assumeTrue(THERE, "no display");
    return FxToolkit.registerPrimaryStage();
  }
}
