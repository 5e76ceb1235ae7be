package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.inspection.Detection;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import java.util.List;

/**
 * Applies the recipe as a line would, although the validation detector reports far weaker boxes.
 *
 * @param recipe the recipe that judges
 * @param most maximum number of boxes a line's detector keeps, the most confident ones
 */
record LineVerdict(Recipe recipe, int most) {
  static LineVerdict of(RecipeChoice choice) {
    return new LineVerdict(choice.recipe(), choice.thresholds().most());
  }

  /**
   * Returns the verdict and the defects.
   *
   * @param found all detections, by descending confidence
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
