package io.sightline.app.command;

import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.config.Settings.LineSettings;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Recommendation;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A line's recipe and model.
 *
 * @param recipe the recipe
 * @param bundle the line's own model, else the recipe's
 */
public record RecipeChoice(Recipe recipe, ModelBundle bundle) {
  private static final System.Logger LOG = System.getLogger(RecipeChoice.class.getName());
  private static final String BUNDLED = "board";

  /**
   * Returns the line's recipe with its model; a model named by the line overrides the recipe's.
   * Without a recipe, the model's own thresholds decide.
   *
   * @param home contains the bundled models
   * @param recipes the folder of this station's recipes
   */
  public static RecipeChoice of(LineSettings line, Path home, Path recipes, Json json) {
    Optional<Recipe> named = line.recipe().map(name -> RecipeFile.read(file(name, recipes), json));
    String model = line.model().or(() -> named.map(Recipe::model)).orElse(BUNDLED);
    ModelBundle bundle = Models.named(home, model);
    if (!bundle.notes().isEmpty()) { // never silent: a wrong guess must be seen
      bundle.remarks().forEach(each -> LOG.log(Level.WARNING, each));
    }
    Recipe recipe = named.orElseGet(() -> ofModel(bundle));
    check(recipe, bundle.classes());
    return new RecipeChoice(recipe, bundle);
  }

  /** Returns thresholds that let the detector skip boxes below the recipe's lowest limit. */
  public Thresholds thresholds() {
    return bundle.thresholds().withConfidence(recipe.lowestConfidence());
  }

  private static Path file(String nameOrPath, Path recipes) {
    try {
      Path named = recipes.resolve(nameOrPath + ".json");
      // A dangling link must not let another recipe of that name in.
      Path file = Files.exists(named, LinkOption.NOFOLLOW_LINKS) ? named : Path.of(nameOrPath);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new AppException(
            "There is no recipe \"%s\": neither %s nor a file of that name"
                .formatted(nameOrPath, named));
      }
      return file;
    } catch (InvalidPathException e) {
      throw new AppException(
          "There is no recipe \"%s\": no file can have that name on this computer (%s)"
              .formatted(nameOrPath, e.getReason()),
          e);
    }
  }

  private static Recipe ofModel(ModelBundle bundle) {
    Recommendation recommended = bundle.recommended();
    Map<String, ClassLimit> limits =
        bundle.classes().stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    name -> ClassLimit.failFrom(recommended.confidenceFor(name))));
    return new Recipe(
        bundle.name(),
        1,
        bundle.name(),
        bundle.name(),
        ClassLimit.failFrom(recommended.confidence()),
        limits,
        List.of(),
        1,
        recommended.minimumContrast());
  }

  private static void check(Recipe recipe, List<String> classes) {
    recipe.limits().keySet().stream()
        .filter(name -> !classes.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new AppException(
                  "The recipe \"%s\" has a limit for \"%s\", but its model knows only %s"
                      .formatted(recipe.name(), unknown, String.join(", ", classes)));
            });
  }
}
