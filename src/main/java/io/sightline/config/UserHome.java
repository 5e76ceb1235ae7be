package io.sightline.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The user's home: {@code $HOME}, as for the launcher and every shell, or else what Java takes from
 * the system's list of users. On Windows what Java says. Users of services may have none.
 */
public final class UserHome {
  private static final Path HOME = Path.of("~");

  private UserHome() {}

  /** Returns the home, an absolute path; empty if the user has none. */
  public static Optional<Path> find() {
    Optional<String> variable =
        OperatingSystem.current() == OperatingSystem.WINDOWS
            ? Optional.empty()
            : Optional.ofNullable(System.getenv("HOME"));
    return variable.flatMap(UserHome::absolute).or(() -> absolute(ofJava()));
  }

  /**
   * Returns a path whose first name is {@code ~}, as no shell has expanded it, below the home;
   * empty if it begins otherwise or there is no home.
   */
  public static Optional<Path> expand(Path path) {
    return isBelowHome(path)
        ? find().map(home -> home.resolve(HOME.relativize(path)))
        : Optional.empty();
  }

  /** Whether a path's first name is {@code ~}. */
  public static boolean isBelowHome(Path path) {
    return path.startsWith(HOME);
  }

  /** "?" for a user whom the system does not know. */
  private static String ofJava() {
    return System.getProperty("user.home", "");
  }

  private static Optional<Path> absolute(String home) {
    try {
      return Optional.of(Path.of(home)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
