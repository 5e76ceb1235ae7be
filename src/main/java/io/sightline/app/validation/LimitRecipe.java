package io.sightline.app.validation;

import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.report.validation.ChosenLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Recipes with other limits than the one in use. */
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

  /** Returns the confidence from which a box of each class fails a part by the recipe. */
  static ToDoubleFunction<String> failFrom(Recipe recipe) {
    return name -> recipe.limitFor(name).failFrom();
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
}
