package io.sightline.report.validation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Limits chosen on a set, and their outcome.
 *
 * @param goal the goal of the choice
 * @param counting what counts as a bad part in the outcomes
 * @param limits the confidence from which a class fails a part, above 0 to 1; at 1 it hardly ever
 *     does
 * @param onThisSet outcome on the set they were chosen on; optimistic
 * @param onOtherHalf outcome of limits chosen on one half of the set and counted on the other, both
 *     ways: what to expect elsewhere
 * @param curve all chosen limits moved together, from the mildest to the strictest; the first of
 *     equal outcomes
 */
public record ChosenLimits(
    ChoiceGoal goal,
    PartScores.Counting counting,
    Map<String, Double> limits,
    Outcome onThisSet,
    Outcome onOtherHalf,
    List<Point> curve) {
  public ChosenLimits {
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(counting, "counting");
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    Objects.requireNonNull(onThisSet, "onThisSet");
    Objects.requireNonNull(onOtherHalf, "onOtherHalf");
    curve = List.copyOf(curve);
  }

  /**
   * A point of the curve.
   *
   * @param limits by class, in the order of {@link ChosenLimits#limits}
   * @param outcome their outcome on the set
   */
  public record Point(Map<String, Double> limits, Outcome outcome) {
    public Point {
      limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /**
   * The outcome of applying limits.
   *
   * @param escapes of the bad parts, or of the defects; none in a plain picture
   * @param overkill of the good parts; those in plain pictures are among them
   */
  public record Outcome(Proportion escapes, Proportion overkill) {
    Outcome plus(Outcome other) {
      return new Outcome(sum(escapes, other.escapes), sum(overkill, other.overkill));
    }

    private static Proportion sum(Proportion a, Proportion b) {
      return new Proportion(a.count() + b.count(), a.of() + b.of());
    }
  }
}
