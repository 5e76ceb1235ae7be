package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A recipe's class-independent rules in words: the signed page must show everything that decides.
 */
final class RecipeRules {
  private RecipeRules() {}

  /**
   * Returns each rule by its name.
   *
   * @param iou the overlap above which two found boxes of a class are merged; empty if none are
   */
  static Map<String, String> of(Recipe recipe, OptionalDouble iou) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(
        "Fails with",
        recipe.defectsToFail() == 1 ? "1 defect" : recipe.defectsToFail() + " defects, fewer pass");
    rules.put(
        "Ignored zones",
        recipe.ignore().isEmpty()
            ? "none"
            : recipe.ignore().stream().map(RecipeRules::zone).collect(Collectors.joining("; ")));
    rules.put(
        "Overlap",
        iou.isPresent()
            ? "of two boxes of a class that overlap by more than %s (IoU) the surer counts"
                .formatted(LimitText.of(iou.getAsDouble()))
            : "each box counts, whatever it overlaps: the network has chosen among them itself");
    rules.put(
        "Contrast",
        "a part whose picture has less than %s levels, and in which not enough is found to fail it, is ERROR: not passed"
            .formatted(Html.number(recipe.minimumContrast())));
    return rules;
  }

  private static String zone(Box box) {
    return "%s, %s to %s, %s px"
        .formatted(
            Html.number(box.x1()),
            Html.number(box.y1()),
            Html.number(box.x2()),
            Html.number(box.y2()));
  }
}
