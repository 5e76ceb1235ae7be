package io.sightline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sightline.inspection.ShiftPlan.Shift;
import io.sightline.inspection.SightlineException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A station's settings, kept in {@code settings.json} of its data directory. A key that the file
 * leaves out has its default; an unknown key is refused.
 *
 * @param station what the plant calls this station
 * @param engine "auto", or the name of the engine that must run
 * @param lines its lines, at least one, with unique names
 * @param shifts the plant's shifts; may be empty
 * @param imageQuota how many gigabytes the pictures of rejects may take, less if their disk is
 *     nearly full; the oldest are deleted first
 */
public record Settings(
    String station,
    String engine,
    List<LineSettings> lines,
    List<Shift> shifts,
    double imageQuota) {
  private static final String FILE = "settings.json";

  /** A new station: the simulated line, the bundled model, three shifts. */
  public static final Settings DEFAULT =
      new Settings(
          "Station 1",
          "auto",
          List.of(LineSettings.SIMULATED),
          List.of(
              new Shift("Early", LocalTime.of(6, 0)),
              new Shift("Late", LocalTime.of(14, 0)),
              new Shift("Night", LocalTime.of(22, 0))),
          50);

  public Settings {
    lines = List.copyOf(lines);
    shifts = List.copyOf(shifts);
    if (station.isBlank()) {
      throw new IllegalArgumentException("\"station\" needs a name");
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("\"lines\" needs at least one line");
    }
    Set<String> names = new HashSet<>();
    for (LineSettings line : lines) {
      if (!names.add(line.name())) {
        throw new IllegalArgumentException("\"lines\" names \"" + line.name() + "\" twice");
      }
    }
    for (int i = 1; i < shifts.size(); i++) {
      Shift one = shifts.get(i);
      if (shifts.subList(0, i).stream()
          .anyMatch(other -> other.name().equals(one.name()) || other.from().equals(one.from()))) {
        throw new IllegalArgumentException(
            "\"shifts\" has \"%s\" from %s twice: each needs a name and a time of its own"
                .formatted(one.name(), one.from()));
      }
    }
    if (!(imageQuota > 0 && Double.isFinite(imageQuota))) {
      throw new IllegalArgumentException("\"imageQuota\" is a number of gigabytes above 0");
    }
  }

  /** From a file; missing keys have their defaults. */
  @JsonCreator
  static Settings of(
      @JsonProperty("station") @Nullable String station,
      @JsonProperty("engine") @Nullable String engine,
      @JsonProperty("lines") @Nullable List<LineSettings> lines,
      @JsonProperty("shifts") @Nullable List<Shift> shifts,
      @JsonProperty("imageQuota") @Nullable Double imageQuota) {
    return new Settings(
        station == null ? DEFAULT.station : station,
        engine == null ? DEFAULT.engine : engine,
        lines == null ? DEFAULT.lines : lines,
        shifts == null ? DEFAULT.shifts : shifts,
        imageQuota == null ? DEFAULT.imageQuota : imageQuota);
  }

  /**
   * The settings of a data directory; the defaults if it has none yet.
   *
   * @throws ConfigException if the file is wrong, naming file, line and reason
   */
  public static Settings of(Path dataDirectory, Json json) {
    Path file = dataDirectory.resolve(FILE);
    // A dangling link, to a share that is not mounted yet, does not make this a new station.
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? json.read(file, Settings.class)
        : DEFAULT;
  }

  /**
   * As {@link #of(Path, Json)}, and checks the engine, which this package knows nothing about.
   *
   * @param engines throws a {@link SightlineException} for a name that is not an engine's
   * @throws ConfigException as the other, and if the engine is refused
   */
  public static Settings of(Path dataDirectory, Json json, Consumer<String> engines) {
    Settings settings = of(dataDirectory, json);
    try {
      engines.accept(settings.engine());
      return settings;
    } catch (SightlineException e) {
      Path file = dataDirectory.resolve(FILE);
      throw new ConfigException(
          "%s%s: %s".formatted(file, JsonMistake.where("engine", file), e.getMessage()), e);
    }
  }

  /**
   * One line of the station.
   *
   * @param name its name, as in store and CSV
   * @param source where its frames come from, as on the command line
   * @param recipe the name of a recipe file of this station; empty for the thresholds that come
   *     with the model
   * @param model a bundle's name or an ONNX file; empty for the recipe's, or the bundled one
   * @param lot the lot running; may be empty
   * @param startsByItself whether the line starts when the station opens; otherwise the operator
   *     starts it
   */
  public record LineSettings(
      String name,
      String source,
      Optional<String> recipe,
      Optional<String> model,
      String lot,
      boolean startsByItself) {
    static final LineSettings SIMULATED =
        new LineSettings(
            "Line 1", "sim:board?ppm=1000&seed=1", Optional.empty(), Optional.empty(), "", true);

    public LineSettings {
      if (name.isBlank()) {
        throw new IllegalArgumentException("A line needs a \"name\"");
      }
      if (source.isBlank()) {
        throw new IllegalArgumentException("The line \"" + name + "\" needs a \"source\"");
      }
      // An empty path would be the folder that Sightline was started in.
      if (recipe.filter(String::isBlank).isPresent()) {
        throw new IllegalArgumentException(
            "\"recipe\" is empty: name a recipe of the station or a file, or leave the key out");
      }
      if (model.filter(String::isBlank).isPresent()) {
        throw new IllegalArgumentException(
            "\"model\" is empty: name a bundled model or an ONNX file, or leave the key out");
      }
    }

    @JsonCreator
    static LineSettings of(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("source") @Nullable String source,
        @JsonProperty("recipe") @Nullable String recipe,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("lot") @Nullable String lot,
        @JsonProperty("startsByItself") @Nullable Boolean startsByItself) {
      return new LineSettings(
          name == null ? "" : name,
          source == null ? "" : source,
          Optional.ofNullable(recipe),
          Optional.ofNullable(model),
          lot == null ? "" : lot,
          startsByItself != null && startsByItself);
    }
  }
}
