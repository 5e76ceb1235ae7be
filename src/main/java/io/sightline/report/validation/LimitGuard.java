package io.sightline.report.validation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The recipe's limits that judge most parts rightly over the disturbed and undisturbed pictures
 * together: what a recipe can do against a disturbance. Chosen on the parts they are counted on,
 * hence optimistic. They hold in a recipe without review limits: a part to review has not passed.
 *
 * @param limits each class's {@code failFrom}
 * @param disturbed parts judged rightly with them under the disturbance, of all
 * @param undisturbed parts judged rightly with them without it, of all
 * @param suffices whether accuracy, with and without the disturbance, then falls by no more than
 *     {@link Robustness#MOST_FALL} against the recipe's own limits without disturbance
 */
public record LimitGuard(
    Map<String, Double> limits, Proportion disturbed, Proportion undisturbed, boolean suffices) {
  public LimitGuard {
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    Objects.requireNonNull(disturbed, "disturbed");
    Objects.requireNonNull(undisturbed, "undisturbed");
  }

  /** Returns what to put into the recipe, for people. */
  public String text() {
    return "failFrom " + LimitText.of(limits) + " without review limits";
  }

  /** Finds the limits; empty with fewer than two bad or two good parts to choose by. */
  static Optional<LimitGuard> of(PartTally before, PartTally after) {
    PartScores parts = before.scores();
    if (parts.tooFew().isPresent()) {
      return Optional.empty();
    }
    Map<String, Double> limits = LimitChoice.fewestWrong(parts.plus(after.scores()));
    Proportion disturbed = LimitChoice.right(after.scores(), limits);
    Proportion undisturbed = LimitChoice.right(parts, limits);
    boolean suffices =
        !Robustness.falls(before.rightParts(), disturbed)
            && !Robustness.falls(before.rightParts(), undisturbed);
    return Optional.of(new LimitGuard(limits, disturbed, undisturbed, suffices));
  }
}
