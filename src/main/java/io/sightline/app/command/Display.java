package io.sightline.app.command;

import io.sightline.config.OperatingSystem;
import java.util.Optional;

/** Finds the display on which a window can be opened. */
public final class Display {
  private Display() {}

  /** Returns the display's name; empty if there is none. JavaFX needs X11 on Linux. */
  public static Optional<String> ofThisMachine() {
    OperatingSystem system = OperatingSystem.current();
    return system == OperatingSystem.WINDOWS || system == OperatingSystem.MAC
        ? Optional.of(System.getProperty("os.name"))
        : Optional.ofNullable(System.getenv("DISPLAY")).filter(name -> !name.isBlank());
  }
}
