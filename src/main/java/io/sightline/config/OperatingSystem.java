package io.sightline.config;

import java.util.Locale;

/** The operating systems that differ for Sightline. */
public enum OperatingSystem {
  LINUX,
  MAC,
  WINDOWS,
  /** Any other. */
  OTHER;

  /** Returns the one that this program runs on. */
  public static OperatingSystem current() {
    return named(System.getProperty("os.name", ""));
  }

  /**
   * Returns the system that Java calls by this name: "Linux", "Mac OS X", "Windows Server 2022".
   */
  static OperatingSystem named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("linux")) {
      return LINUX;
    }
    if (lower.startsWith("mac")) {
      return MAC;
    }
    return lower.startsWith("windows") ? WINDOWS : OTHER;
  }
}
