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
   * Checks the destination before the work starts. An older recipe or an empty file may be
   * replaced.
   *
   * @throws AppException if no file can be saved there
   */
  static void check(Path recipe, Json json) {
    Path folder = recipe.toAbsolutePath().resolveSibling(".");
    if (!Files.isDirectory(folder)) {
      throw new AppException("There is no folder for the recipe " + recipe + ": make it first");
    }
    if (Files.isDirectory(recipe)) {
      throw new AppException(recipe + " is a folder: name a file for the recipe");
    }
    if (!Files.isWritable(folder)) {
      throw new AppException(
          "The recipe %s cannot be written: check the rights of its folder".formatted(recipe));
    }
    ReportPlace.of(curveBeside(recipe), Kind.CURVE);
    try {
      if (Files.exists(recipe) && Files.size(recipe) > 0) {
        RecipeFile.read(recipe, json);
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
