package io.sightline.app.validation;

import io.sightline.app.command.AppException;
import io.sightline.app.command.Said;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.config.ConfigException;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.report.ReportPlace;
import io.sightline.report.ReportPlace.Kind;
import io.sightline.report.validation.ChoiceGoal.EscapeTarget;
import io.sightline.report.validation.ChoiceGoal.OverkillTarget;
import io.sightline.report.validation.ChosenLimits;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.LimitText;
import io.sightline.report.validation.PartScores.Counting;
import io.sightline.report.validation.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Limits chosen on a data set, as a recipe and as text. */
final class LimitRecipe {
  private LimitRecipe() {}

  /**
   * Returns the recipe without its confidences: any box large enough and in no ignored zone counts.
   */
  static Recipe anything(Recipe recipe) {
    Map<String, ClassLimit> limits = new HashMap<>();
    recipe.limits().forEach((name, limit) -> limits.put(name, at(0, limit)));
    return with(recipe, recipe.model(), recipe.version(), at(0, recipe.standard()), limits, 1);
  }

  /**
   * Returns the recipe's next version with these limits. It never asks for review: the limits were
   * chosen for verdicts without one.
   *
   * @param model the model's name, or the path under which another run finds it
   */
  static Recipe of(Recipe recipe, String model, ChosenLimits chosen) {
    Map<String, ClassLimit> limits = new LinkedHashMap<>();
    chosen.limits().forEach((name, limit) -> limits.put(name, at(limit, recipe.limitFor(name))));
    return with(
        recipe,
        model,
        recipe.version() + 1,
        at(recipe.standard().failFrom(), recipe.standard()),
        limits,
        recipe.defectsToFail());
  }

  /**
   * Checks the destination before the work starts. An older recipe or an empty file may be
   * replaced.
   *
   * @throws AppException if no file can be saved there
   */
  static void checkPlace(Path recipe, Json json) {
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
   * Checks the parts before the work starts.
   *
   * @throws AppException if there are too few bad or good parts to choose by
   */
  static void checkBothKinds(LabelledSet set) {
    long bad = set.pictures().stream().filter(LabelledPicture::bad).count();
    if (bad < 2 || set.pictures().size() - bad < 2) {
      throw new AppException(
          Said.of(
              "--choose needs two bad parts and two good ones at least: the set has %,d and %,d",
              bad, set.pictures().size() - bad));
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

  private static ClassLimit at(double confidence, ClassLimit limit) {
    return new ClassLimit(confidence, confidence, limit.minimumSize());
  }

  private static Recipe with(
      Recipe recipe,
      String model,
      int version,
      ClassLimit standard,
      Map<String, ClassLimit> limits,
      int defectsToFail) {
    return new Recipe(
        recipe.name(),
        version,
        recipe.product(),
        model,
        standard,
        limits,
        recipe.ignore(),
        defectsToFail,
        recipe.minimumContrast());
  }

  /**
   * Returns why the set does not prove a target; empty if it does, or if there is no target. Parts
   * cannot prove limits that were chosen on them.
   */
  static Optional<String> doubt(ChosenLimits chosen) {
    Outcome here = chosen.onThisSet();
    Outcome elsewhere = chosen.onOtherHalf();
    if (chosen.goal() instanceof EscapeTarget target) {
      String what = bad(chosen) + " pass";
      return doubt("escape", target.rate(), here.escapes(), elsewhere.escapes(), what);
    }
    if (chosen.goal() instanceof OverkillTarget target) {
      String what = "good parts fail";
      return doubt("overkill", target.rate(), here.overkill(), elsewhere.overkill(), what);
    }
    return Optional.empty();
  }

  private static Optional<String> doubt(
      String target, double rate, Proportion here, Proportion elsewhere, String what) {
    if (here.value().orElse(1) > rate) {
      return Optional.of(
          Said.of(
              "The %s target is not reached: %,d of %,d %s whatever the limits",
              target, here.count(), here.of(), what));
    }
    if (elsewhere.high() > rate) {
      return Optional.of(
          Said.of(
              "The set does not prove the %s target: with limits chosen on one half and counted on the other %,d of %,d %s, and the rate may be as high as %.2f %%",
              target, elsewhere.count(), elsewhere.of(), what, 100 * elsewhere.high()));
    }
    return Optional.empty();
  }

  static Map<String, Object> json(ChosenLimits chosen) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("goal", chosen.goal().text());
    all.put("per_defect", chosen.counting() == Counting.DEFECTS);
    all.put("limits", chosen.limits());
    all.put("on_this_set", json(chosen.onThisSet()));
    all.put("on_other_half", json(chosen.onOtherHalf()));
    List<Object> curve = new ArrayList<>();
    chosen.curve().forEach(each -> curve.add(json(each.outcome())));
    all.put("curve", curve);
    return all;
  }

  private static Map<String, Object> json(Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("escapes", outcome.escapes().count());
    all.put("overkill", outcome.overkill().count());
    all.put("escape_rate", rate(outcome.escapes().value()));
    all.put("overkill_rate", rate(outcome.overkill().value()));
    return all;
  }

  /** Never empty: limits are chosen only on sets with both kinds of parts. */
  private static double rate(OptionalDouble value) {
    return Math.round(value.orElseThrow() * 1e6) / 1e6;
  }

  static String text(ChosenLimits chosen) {
    StringBuilder text =
        new StringBuilder(
            "Chosen for %s: %s".formatted(chosen.goal().text(), LimitText.of(chosen.limits())));
    text.append(outcome("%n  on this set: ", chosen, chosen.onThisSet()));
    text.append(
        outcome("%n  chosen on one half, counted on the other: ", chosen, chosen.onOtherHalf()));
    return text.toString();
  }

  private static String bad(ChosenLimits chosen) {
    return chosen.counting() == Counting.PARTS
        ? "bad parts"
        : "defects, each on a part of its own,";
  }

  private static String outcome(String name, ChosenLimits chosen, Outcome outcome) {
    return Said.of(
        name + "%,d of %,d %s pass, %,d of %,d good parts fail",
        outcome.escapes().count(),
        outcome.escapes().of(),
        bad(chosen),
        outcome.overkill().count(),
        outcome.overkill().of());
  }
}
