package io.sightline.app.command;

import io.sightline.config.Json;
import io.sightline.config.OperatingSystem;
import io.sightline.config.Settings;
import io.sightline.config.UserHome;
import io.sightline.detect.engine.EngineChoice;
import io.sightline.store.DataDirectory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a station's data directory, and access to its settings. */
public final class StationFolder {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the station keeps its data (or set SIGHTLINE_DATA).")
  private @Nullable Path data;

  /**
   * Returns the data directory: the option, the environment, or this system's usual place.
   *
   * @throws UsageException if the option is empty, as with an unset variable in a script
   * @throws AppException if the place depends on the home of a user who has none
   */
  public DataDirectory directory() {
    CommandWords.requireFolder("--data", data);
    Path place = data == null ? usual(System.getenv()) : data;
    return new DataDirectory(
        UserHome.isBelowHome(place)
            ? UserHome.expand(place).orElseThrow(StationFolder::homeless)
            : place);
  }

  /**
   * Returns the settings kept there.
   *
   * @throws io.sightline.config.ConfigException if they are invalid, with file, line and reason
   */
  public Settings settings(Json json) {
    return Settings.of(directory().root(), json, EngineChoice::requireKnown);
  }

  /** Returns the installation folder of Sightline, which contains its models. */
  public static Path home() {
    return Path.of(System.getProperty("sightline.home", ".")).toAbsolutePath().normalize();
  }

  private static Path usual(Map<String, String> environment) {
    try {
      return given(environment, "SIGHTLINE_DATA")
          .map(Path::of)
          .or(
              () ->
                  OperatingSystem.current() == OperatingSystem.WINDOWS
                      ? given(environment, "LOCALAPPDATA").map(dir -> Path.of(dir, "Sightline"))
                      : given(environment, "XDG_DATA_HOME")
                          .map(dir -> Path.of(dir, "sightline"))
                          .filter(Path::isAbsolute)) // others are to be ignored, says its standard
          .or(() -> UserHome.find().map(home -> home.resolve(Path.of(".local/share/sightline"))))
          .orElseThrow(StationFolder::homeless);
    } catch (InvalidPathException e) {
      throw new AppException("SIGHTLINE_DATA is not a path: " + e.getInput(), e);
    }
  }

  private static AppException homeless() {
    return new AppException(
        "This user has no home: say by --data DIR, or by SIGHTLINE_DATA, where the station's data are");
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
