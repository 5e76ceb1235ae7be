package io.sightline.app.validation;

import io.sightline.app.command.AppException;
import io.sightline.config.ConfigException;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a recipe with chosen limits and their curve are saved. */
final class RecipePlace {
  private RecipePlace() {}

  /**
   * Returns the file to write, with links resolved: a finished recipe is moved into place, which
   * would replace a device, a pipe or a link. An older recipe or an empty file may be replaced.
   * Called before the work starts, too.
   *
   * @throws AppException if another file is there that is not a recipe
   * @throws io.sightline.report.ReportException if no file can be saved there, or the curve beside
   *     it
   */
  static Path of(Path recipe, Json json) {
    Path place = ReportPlace.of(recipe, "recipe", real -> requireOlder(recipe, real, json));
    ReportPlace.of(curveBeside(recipe), Kind.CURVE);
    return place;
  }

  private static void requireOlder(Path recipe, Path real, Json json) {
    try {
      if (Files.size(real) > 0) {
        RecipeFile.read(real, json);
      }
    } catch (ConfigException | IOException e) {
      throw new AppException(
          recipe + " is already there and is not a recipe: name another file", e);
    }
  }

  /**
   * Returns the curve's file, which the recipe's format has no room for: {@code r-curve.csv} for
   * {@code r.json}.
   */
  static Path curveBeside(Path recipe) {
    String name = String.valueOf(recipe.getFileName()).replaceFirst("(?i)\\.json$", "");
    return recipe.resolveSibling(name + "-curve.csv");
  }
}
