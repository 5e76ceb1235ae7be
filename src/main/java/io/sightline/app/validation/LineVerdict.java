package io.sightline.app.validation;

import io.sightline.app.command.Answer;
import io.sightline.app.command.RecipeChoice;
import io.sightline.image.Contrast;
import io.sightline.image.Frame;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
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
   * @param verdict ERROR if it shows almost nothing, or could not be looked at
   * @param defects those that count, by descending confidence
   * @param hopeless whether the part would not pass at other limits either: the picture has less
   *     contrast than the recipe asks for, or could not be looked at
   */
  record Ruling(Verdict verdict, List<Defect> defects, boolean hopeless) {}

  /**
   * Rules on a picture.
   *
   * @param frame the picture; borrowed
   * @param answer the detector's
   */
  Ruling of(Frame frame, Answer answer) {
    if (answer.failure().isPresent()) {
      return new Ruling(Verdict.ERROR, List.of(), true);
    }
    List<Detection> inLine =
        answer.detections().stream()
            .filter(each -> each.confidence() >= recipe.lowestConfidence())
            .limit(most) // the surest, as many as a line's detector keeps
            .toList();
    int shown = contrast.of(frame, recipe.minimumContrast());
    Judgement judgement = Inspector.judge(inLine, recipe, () -> shown);
    return new Ruling(judgement.verdict(), judgement.defects(), shown < recipe.minimumContrast());
  }
}
