package io.sightline.app.validation;

import io.sightline.app.command.AppException;
import io.sightline.config.ConfigException;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a recipe with chosen limits and their curve are saved. */
final class RecipePlace {
  private RecipePlace() {}

  /**
   * Returns the file to write, with links resolved: a finished recipe is moved into place, which
   * would replace a device, a pipe or a link. An older recipe or an empty file may be replaced.
   * Called before the work starts, too.
   *
   * @throws AppException if no file can be saved there
   * @throws io.sightline.report.ReportException if the curve cannot be saved beside it
   */
  static Path of(Path recipe, Json json) {
    Path whole = recipe.toAbsolutePath();
    if (!Files.isDirectory(whole.resolveSibling("."))) {
      throw new AppException("There is no folder for the recipe " + recipe + ": make it first");
    }
    if (Files.isDirectory(whole)) {
      throw new AppException(recipe + " is a folder: name a file for the recipe");
    }
    if (Files.exists(whole) && !Files.isRegularFile(whole)) {
      throw new AppException(
          recipe + " is a device or a pipe: name a file for the recipe, and pass that on");
    }
    Path place = Files.exists(whole, LinkOption.NOFOLLOW_LINKS) ? older(recipe, json) : whole;
    if (!Files.isWritable(place.resolveSibling("."))) {
      throw new AppException(
          "The recipe %s cannot be written: check the rights of its folder".formatted(recipe));
    }
    ReportPlace.of(curveBeside(recipe), Kind.CURVE);
    return place;
  }

  /** Returns the file itself of an older recipe; a link that leads nowhere is none. */
  private static Path older(Path recipe, Json json) {
    try {
      Path real = recipe.toRealPath();
      if (Files.size(real) > 0) {
        RecipeFile.read(real, json);
      }
      return real;
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
