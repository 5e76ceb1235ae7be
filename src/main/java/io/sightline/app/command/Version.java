package io.sightline.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Sightline this is. */
public final class Version {
  private Version() {}

  /** The version, as the build wrote it; "development" where no build did. */
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
