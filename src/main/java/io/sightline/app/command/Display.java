package io.sightline.app.command;

import java.util.Locale;
import java.util.Optional;

/** Whether there is a display to open a window on. */
public final class Display {
  private Display() {}

  /** What it is called; empty where there is none. JavaFX needs X11 on Linux. */
  public static Optional<String> ofThisMachine() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return system.startsWith("windows") || system.startsWith("mac")
        ? Optional.of(System.getProperty("os.name"))
        : Optional.ofNullable(System.getenv("DISPLAY")).filter(name -> !name.isBlank());
  }
}
