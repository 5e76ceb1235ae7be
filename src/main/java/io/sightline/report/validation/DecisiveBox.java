package io.sightline.report.validation;

import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The box on which a picture's verdict hangs. Classes have limits of their own, so it need not be
 * the most confident one: of a failed part, it is the box furthest over its limit; of one for
 * review, the one furthest over its review limit; of any other, the one nearest its limit.
 *
 * @param box the box
 * @param limitName the name of the limit it is measured by, for people
 * @param limit that limit, 0 to 1
 */
record DecisiveBox(Defect box, String limitName, double limit) {
  /** Returns a picture's decisive box; empty if nothing was found that counts. */
  static Optional<DecisiveBox> of(JudgedPicture picture, Recipe recipe) {
    if (picture.verdict() == Verdict.REVIEW) {
      return surest(picture.counted(), recipe, ClassLimit::reviewFrom, "review from");
    }
    boolean failed = picture.verdict() == Verdict.FAIL;
    return surest(
        failed ? picture.defects() : picture.counted(), recipe, ClassLimit::failFrom, "limit");
  }

  private static Optional<DecisiveBox> surest(
      List<Defect> boxes, Recipe recipe, ToDoubleFunction<ClassLimit> limit, String limitName) {
    return boxes.stream()
        .map(
            box ->
                new DecisiveBox(
                    box, limitName, limit.applyAsDouble(recipe.limitFor(box.className()))))
        .max(Comparator.comparingDouble(DecisiveBox::margin));
  }

  /** Returns how far the box's confidence lies over the limit; negative below it. */
  double margin() {
    return box.confidence() - limit;
  }
}
