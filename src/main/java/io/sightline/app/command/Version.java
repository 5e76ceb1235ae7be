package io.sightline.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this Sightline. */
public final class Version {
  private Version() {}

  /** Returns the version written by the build; "development" outside a build. */
  public static String ofSightline() {
    Properties written = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        written.load(file);
      }
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
    return written.getProperty("version", "development");
  }
}
