package io.sightline.ui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/** The display for tests of real windows; without one, they are skipped and a line says so. */
final class Display {
  private static final boolean THERE =
      !System.getProperty("os.name", "").startsWith("Linux") || System.getenv("DISPLAY") != null;

  private Display() {}

  /** Returns a stage on the display; skips the test if there is none. */
  static Stage stage() throws TimeoutException {
    if (!THERE) {
      System.out.println("Skipped: no display (DISPLAY is not set); run under xvfb-run");
    }
    assumeTrue(THERE, "no display");
    return FxToolkit.registerPrimaryStage();
  }
}
