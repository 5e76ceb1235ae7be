package io.sightline.app.validation;

import io.sightline.app.command.RecipeChoice;
import io.sightline.image.Contrast;
import io.sightline.image.Frame;
import io.sightline.inspection.Detection;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import java.util.List;

/**
 * Judges as a line would, although the validation's detector reports far fainter boxes than a
 * line's. Used by one thread at a time.
 */
final class LineVerdict {
  private final Recipe recipe;
  private final int most;
  private final Contrast contrast = new Contrast();

  private LineVerdict(Recipe recipe, int most) {
    this.recipe = recipe;
    this.most = most;
  }

  static LineVerdict of(RecipeChoice choice) {
    return new LineVerdict(choice.recipe(), choice.thresholds().most());
  }

  Recipe recipe() {
    return recipe;
  }

  /**
   * The ruling on a picture.
   *
   * @param judgement the verdict and the defects
   * @param plain whether the picture has less contrast than the recipe asks for, so that the part
   *     would not pass at other limits either
   */
  record Ruling(Judgement judgement, boolean plain) {}

  /**
   * Rules on a picture.
   *
   * @param frame the picture; borrowed
   * @param found everything detected in it, by descending confidence
   */
  Ruling of(Frame frame, List<Detection> found) {
    List<Detection> inLine =
        found.stream()
            .filter(each -> each.confidence() >= recipe.lowestConfidence())
            .limit(most) // the surest, as many as a line's detector keeps
            .toList();
    int shown = contrast.of(frame, recipe.minimumContrast());
    return new Ruling(
        Inspector.judge(inLine, recipe, () -> shown), shown < recipe.minimumContrast());
  }
}
