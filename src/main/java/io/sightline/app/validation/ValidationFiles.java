package io.sightline.app.validation;

import io.sightline.app.command.CommandWords;
import io.sightline.app.command.JsonLines;
import io.sightline.app.command.SeenImage;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.inspection.Recipe;
import io.sightline.report.ReportPlace.Kind;
import io.sightline.report.validation.ChoiceCurve;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.PageFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the files a validation saves, and their writing. */
final class ValidationFiles {
  private final Json json = new Json();

  @Option(names = "--report", paramLabel = "F.html", description = "Save a report to sign here.")
  private @Nullable Path report;

  @Option(
      names = "--recipe-out",
      paramLabel = "F.json",
      description = "Save the recipe with the chosen limits here, the curve beside it.")
  private @Nullable Path recipe;

  @Option(
      names = "--boxes",
      paramLabel = "F.jsonl",
      description = "Save the model's own boxes here, one line of JSON a picture.")
  private @Nullable Path boxes;

  /** Returns whether chosen limits are to be saved. */
  boolean recipeWanted() {
    return recipe != null;
  }

  /**
   * Checks the destinations before the work starts.
   *
   * @throws io.sightline.app.command.AppException if a file cannot be saved in its place, or two
   *     would be saved in the same
   */
  void check() {
    checkNames();
    if (report != null) {
      CommandWords.requireReport("--report", report, Kind.VALIDATION);
    }
    if (boxes != null) {
      CommandWords.requireName("--boxes", boxes);
      JsonLines.check(boxes);
    }
    if (recipe != null) {
      CommandWords.requireName("--recipe-out", recipe);
      RecipePlace.of(recipe, json);
    }
  }

  private void checkNames() {
    Map<String, Path> files = new LinkedHashMap<>();
    if (report != null) {
      files.put("--report", report);
    }
    if (recipe != null) {
      files.put("--recipe-out", recipe);
      files.put("the curve of --recipe-out", RecipePlace.curveBeside(recipe));
    }
    if (boxes != null && !JsonLines.isStream(boxes)) {
      files.put("--boxes", boxes);
    }
    CommandWords.requireApart(files);
  }

  /** Runs the work, saving the boxes of each picture passed to it, if requested. */
  <T> T withBoxes(Function<Consumer<SeenImage>, T> work) {
    if (boxes == null) {
      return work.apply(seen -> {});
    }
    try (JsonLines lines = JsonLines.to(boxes, json)) {
      return work.apply(seen -> lines.add(seen.json()));
    }
  }

  /**
   * Saves the recipe with the chosen limits, if requested, and beside it the curve that justifies
   * them.
   *
   * @param used the recipe that judged
   * @param model the model's name in the saved recipe
   * @return a sentence with their locations
   */
  Optional<String> saveRecipe(Recipe used, String model, ChosenLimits chosen) {
    if (recipe == null) {
      return Optional.empty();
    }
    Path curve = RecipePlace.curveBeside(recipe);
    RecipeFile.save(RecipePlace.of(recipe, json), LimitRecipe.of(used, model, chosen), json);
    PageFile.save(curve, Kind.CURVE, ChoiceCurve.csv(chosen));
    return Optional.of("The recipe is %s, its curve %s".formatted(recipe, curve));
  }

  /**
   * Saves the report to sign, if requested.
   *
   * @param page creates the page
   * @return a sentence with its location
   */
  Optional<String> saveReport(Supplier<String> page) {
    if (report == null) {
      return Optional.empty();
    }
    PageFile.save(report, Kind.VALIDATION, page.get());
    return Optional.of("\nThe report is " + report);
  }
}
