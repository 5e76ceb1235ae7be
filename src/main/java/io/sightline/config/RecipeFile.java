package io.sightline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.RecipeContent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A recipe in a file:
 *
 * <pre>{@code
 * {"name": "Control board rev C", "version": 3, "product": "Control board",
 *  "model": "board", "failFrom": 0.4, "defectsToFail": 1,
 *  "classes": {"spur": {"failFrom": 0.5, "reviewFrom": 0.3, "minimumSize": 12}},
 *  "ignore": [{"x1": 0, "y1": 0, "x2": 120, "y2": 80}],
 *  "minimumContrast": 8}
 * }</pre>
 *
 * <p>Required are name, version, product, model and failFrom. Sizes and zones are in source pixels.
 */
public final class RecipeFile {
  private static final Json JSON = new Json();

  private final Recipe recipe;

  private RecipeFile(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Reads a recipe.
   *
   * @throws ConfigException if the file is missing or wrong, naming file, line and reason
   */
  public static Recipe read(Path file, Json json) {
    return json.read(file, RecipeFile.class).recipe;
  }

  /**
   * Saves a recipe. {@link #read} returns an equal one, except for a review limit of the standard.
   *
   * @throws ConfigException if the file cannot be written
   */
  public static void save(Path file, Recipe recipe, Json json) {
    json.save(file, fields(recipe));
  }

  /** The recipe as inspections refer to it, with its full content. */
  public static RecipeVersion version(Recipe recipe) {
    RecipeContent content = RecipeContent.of(JSON.write(fields(recipe)));
    return new RecipeVersion(
        recipe.name(), recipe.version(), recipe.product(), Optional.of(content));
  }

  /** In a fixed order, independent of the order in the recipe's own file. */
  private static Map<String, Object> fields(Recipe recipe) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", recipe.name());
    all.put("version", recipe.version());
    all.put("product", recipe.product());
    all.put("model", recipe.model());
    all.put("failFrom", recipe.standard().failFrom());
    Map<String, Limit> classes = new TreeMap<>();
    recipe
        .limits()
        .forEach(
            (name, limit) ->
                classes.put(
                    name, new Limit(limit.failFrom(), limit.reviewFrom(), limit.minimumSize())));
    all.put("classes", classes);
    all.put("ignore", recipe.ignore().stream().map(RecipeFile::zone).toList());
    all.put("defectsToFail", recipe.defectsToFail());
    all.put("minimumContrast", recipe.minimumContrast());
    return all;
  }

  private static Map<String, Double> zone(Box box) {
    Map<String, Double> edges = new LinkedHashMap<>();
    edges.put("x1", box.x1());
    edges.put("y1", box.y1());
    edges.put("x2", box.x2());
    edges.put("y2", box.y2());
    return edges;
  }

  @JsonCreator
  static RecipeFile of(
      @JsonProperty("name") @Nullable String name,
      @JsonProperty("version") @Nullable Integer version,
      @JsonProperty("product") @Nullable String product,
      @JsonProperty("model") @Nullable String model,
      @JsonProperty("failFrom") @Nullable Double failFrom,
      @JsonProperty("classes") @Nullable Map<String, Limit> classes,
      @JsonProperty("ignore") @Nullable List<Zone> ignore,
      @JsonProperty("defectsToFail") @Nullable Integer defectsToFail,
      @JsonProperty("minimumContrast") @Nullable Double minimumContrast) {
    double standard = limit("failFrom", needed("failFrom", failFrom));
    return new RecipeFile(
        new Recipe(
            line("name", name),
            needed("version", version),
            line("product", product),
            needed("model", model),
            ClassLimit.failFrom(standard),
            classes == null
                ? Map.of()
                : classes.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().over(standard, e.getKey()))),
            ignore == null ? List.of() : ignore.stream().map(Zone::box).toList(),
            defectsToFail == null ? 1 : defectsToFail,
            minimumContrast == null ? Recipe.USUAL_CONTRAST : minimumContrast));
  }

  private static <T> T needed(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return value;
  }

  /** Screens, reports and terminals show it as a part of a line. */
  private static String line(String key, @Nullable String value) {
    String text = needed(key, value);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "\"" + key + "\" has control characters: write it in one line of plain text");
    }
    return text;
  }

  /** At 0 everything would be a defect, without end. */
  private static double limit(String key, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "\"" + key + "\" is a number above 0 and up to 1, not " + value);
    }
    return value;
  }

  /** A zone to ignore; all four edges are needed. */
  record Zone(@Nullable Double x1, @Nullable Double y1, @Nullable Double x2, @Nullable Double y2) {
    Box box() {
      return new Box(needed("x1", x1), needed("y1", y1), needed("x2", x2), needed("y2", y2));
    }
  }

  /** A class's limit; what it leaves out is taken from the standard. */
  record Limit(
      @Nullable Double failFrom, @Nullable Double reviewFrom, @Nullable Double minimumSize) {
    ClassLimit over(double standard, String className) {
      try {
        double fail = failFrom == null ? standard : limit("failFrom", failFrom);
        double review = reviewFrom == null ? fail : limit("reviewFrom", reviewFrom);
        return new ClassLimit(fail, review, minimumSize == null ? 0 : minimumSize);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "\"classes\" \"%s\": %s".formatted(className, e.getMessage()), e);
      }
    }
  }
}
