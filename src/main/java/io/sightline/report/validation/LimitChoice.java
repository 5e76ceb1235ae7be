package io.sightline.report.validation;

import io.sightline.report.validation.ChoiceGoal.CostRatio;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.ChosenLimits.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses a limit for each class of which a set shows a defect, for a goal, and evaluates the
 * choice. The other classes keep theirs.
 */
public final class LimitChoice {
  /** How far all limits are moved for the curve, on the logistic scale, and in what steps. */
  private static final double CURVE_REACH = 6;

  private static final double CURVE_STEP = 0.1;

  private final PartScores parts;
  private final ChoiceGoal goal;
  private final long bad;
  private final long good;

  private LimitChoice(PartScores parts, ChoiceGoal goal) {
    this.parts = parts;
    this.goal = goal;
    bad = parts.badParts();
    good = parts.size() - bad;
  }

  /** Whether these numbers of parts suffice to choose limits: each half needs both kinds. */
  public static boolean isPossible(long badParts, long goodParts) {
    return badParts >= 2 && goodParts >= 2;
  }

  /**
   * Chooses limits.
   *
   * @throws IllegalArgumentException if these are {@linkplain PartScores#tooFew too few}
   */
  public static ChosenLimits of(PartScores parts, ChoiceGoal goal) {
    parts
        .tooFew()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    LimitChoice whole = new LimitChoice(parts, goal);
    double[] limits = whole.best();
    Map<String, Double> named = whole.named(limits);
    PartScores first = parts.half(true);
    PartScores second = parts.half(false);
    Outcome crossed =
        new LimitChoice(second, goal)
            .outcome(new LimitChoice(first, goal).best())
            .plus(new LimitChoice(first, goal).outcome(new LimitChoice(second, goal).best()));
    return new ChosenLimits(
        goal, parts.counting(), named, whole.outcome(limits), crossed, whole.curve(limits));
  }

  /**
   * Returns the limits that misjudge the fewest parts, escapes and overkill weighted equally; of a
   * class of which no part shows a defect, the one it has.
   */
  static Map<String, Double> fewestWrong(PartScores parts) {
    LimitChoice choice = new LimitChoice(parts, new CostRatio(1));
    return choice.named(choice.best());
  }

  /** Returns how many of the parts these limits judge rightly. */
  static Proportion right(PartScores parts, Map<String, Double> limits) {
    double[] byId =
        parts.classes().stream().mapToDouble(name -> limits.getOrDefault(name, 1.0)).toArray();
    Outcome outcome = new LimitChoice(parts, new CostRatio(1)).outcome(byId);
    long wrong = outcome.escapes().count() + outcome.overkill().count();
    return new Proportion(parts.size() - wrong, parts.size());
  }

  private Map<String, Double> named(double[] limits) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int id = 0; id < limits.length; id++) {
      named.put(parts.classes().get(id), limits[id]);
    }
    return named;
  }

  private double[] best() {
    return new LimitSearch(parts, goal).best();
  }

  private Outcome outcome(double[] limits) {
    long escapes = 0;
    long overkill = 0;
    for (int part = 0; part < parts.size(); part++) {
      boolean passes = parts.passes(part, limits);
      escapes += parts.bad(part) && passes ? 1 : 0;
      overkill += !parts.bad(part) && !passes ? 1 : 0;
    }
    return new Outcome(new Proportion(escapes, bad), new Proportion(overkill, good));
  }

  private List<Point> curve(double[] limits) {
    List<Point> curve = new ArrayList<>();
    double[] kept = parts.kept();
    for (double by = CURVE_REACH; by >= -CURVE_REACH; by -= CURVE_STEP) {
      double[] moved = limits.clone();
      for (int id = 0; id < limits.length; id++) {
        if (Double.isInfinite(kept[id])) {
          double odds = Math.log(limits[id] / (1 - Math.min(limits[id], 1 - 1e-9))) + by;
          moved[id] = Math.max(PartScores.FAINTEST, 1 / (1 + Math.exp(-odds)));
        }
      }
      Outcome outcome = outcome(moved);
      if (curve.isEmpty() || !curve.get(curve.size() - 1).outcome().equals(outcome)) {
        curve.add(new Point(named(moved), outcome));
      }
    }
    return curve;
  }
}
