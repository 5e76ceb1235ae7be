package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.inspection.Detection;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import java.util.List;

/**
 * What a line would make of boxes, of which a validation's detector reports more: it looks far
 * below the recipe's limits.
 *
 * @param recipe what decides
 * @param most how many boxes a line's detector keeps, the surest ones
 */
record LineVerdict(Recipe recipe, int most) {
  static LineVerdict of(RecipeChoice choice) {
    return new LineVerdict(choice.recipe(), choice.thresholds().most());
  }

  /**
   * The verdict and the defects.
   *
   * @param found everything seen, by falling confidence
   */
  Judgement of(List<Detection> found) {
    List<Detection> inLine =
        found.stream()
            .filter(each -> each.confidence() >= recipe.lowestConfidence())
            .limit(most)
            .toList();
    return Inspector.judge(inLine, recipe);
  }
}
