package io.sightline.report.validation;

import io.sightline.report.validation.ChoiceGoal.CostRatio;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.ChosenLimits.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses a limit for each class: first the one that is best for all together, then class by class,
 * the others held, until nothing gets better. A class keeps the common limit unless its own is
 * better, for few parts decide over one class; of equal limits the middle of the longest run is
 * taken, for a margin both ways.
 */
public final class LimitChoice {
  private static final int STEPS = 200; // limits are multiples of 0.005
  private static final int MOST_ROUNDS = 10;

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

  /**
   * Chooses limits.
   *
   * @throws IllegalArgumentException where the set lacks bad or good parts, or has one of a kind:
   *     there is nothing to choose by
   */
  public static ChosenLimits of(PartScores parts, ChoiceGoal goal) {
    long bad = parts.badParts();
    if (bad < 2 || parts.size() - bad < 2) {
      throw new IllegalArgumentException(
          "Limits are chosen by bad parts and good ones: there are %d and %d, and two of each is the least"
              .formatted(bad, parts.size() - bad));
    }
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

  /** The limits by which fewest of the parts are judged wrong, an escape counting as one. */
  static Map<String, Double> fewestWrong(PartScores parts) {
    LimitChoice choice = new LimitChoice(parts, new CostRatio(1));
    return choice.named(choice.best());
  }

  /** How many of the parts these limits judge rightly. */
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
    double[] limits = new double[parts.classes().size()];
    double[] common = new double[STEPS];
    for (int step = 1; step <= STEPS; step++) {
      Arrays.fill(limits, limit(step));
      common[step - 1] = cost(limits);
    }
    Arrays.fill(limits, limit(middleOfLongestRun(common)));
    double reached = cost(limits);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double before = reached;
      for (int id = 0; id < limits.length; id++) {
        double[] costs = costs(limits, id);
        int step = middleOfLongestRun(costs);
        if (costs[step - 1] < reached) {
          limits[id] = limit(step);
          reached = costs[step - 1];
        }
      }
      if (reached == before) {
        break;
      }
    }
    return limits;
  }

  /** The cost for each limit of one class, the others held: parts that others fail stay failed. */
  private double[] costs(double[] limits, int id) {
    long[] badAt = new long[STEPS + 1]; // by the highest step that still fails the part; 0: none
    long[] goodAt = new long[STEPS + 1];
    long goodFailed = 0;
    for (int part = 0; part < parts.size(); part++) {
      if (failed(part, limits, id)) {
        goodFailed += parts.bad(part) ? 0 : 1;
      } else {
        (parts.bad(part) ? badAt : goodAt)[lastStep(parts.best(part, id))]++;
      }
    }
    double[] costs = new double[STEPS];
    long escapes = 0;
    long overkill = goodFailed + Arrays.stream(goodAt).sum();
    for (int step = 1; step <= STEPS; step++) {
      escapes += badAt[step - 1];
      overkill -= goodAt[step - 1];
      costs[step - 1] = goal.cost(escapes, bad, overkill, good);
    }
    return costs;
  }

  private static int lastStep(double score) {
    int step = (int) Math.min(STEPS, Math.floor(score * STEPS) + 1);
    while (step > 0 && limit(step) > score) {
      step--;
    }
    return step;
  }

  /** Whether a class other than this one fails the part; -1 leaves none out. */
  private boolean failed(int part, double[] limits, int except) {
    for (int id = 0; id < limits.length; id++) {
      if (id != except && parts.best(part, id) >= limits[id]) {
        return true;
      }
    }
    return false;
  }

  private double cost(double[] limits) {
    Outcome outcome = outcome(limits);
    return goal.cost(outcome.escapes().count(), bad, outcome.overkill().count(), good);
  }

  private Outcome outcome(double[] limits) {
    long escapes = 0;
    long overkill = 0;
    for (int part = 0; part < parts.size(); part++) {
      boolean failed = failed(part, limits, -1);
      escapes += parts.bad(part) && !failed ? 1 : 0;
      overkill += !parts.bad(part) && failed ? 1 : 0;
    }
    return new Outcome(new Proportion(escapes, bad), new Proportion(overkill, good));
  }

  private List<Point> curve(double[] limits) {
    List<Point> curve = new ArrayList<>();
    for (double by = CURVE_REACH; by >= -CURVE_REACH; by -= CURVE_STEP) {
      double[] moved = new double[limits.length];
      for (int id = 0; id < limits.length; id++) {
        double odds = Math.log(limits[id] / (1 - Math.min(limits[id], 1 - 1e-9))) + by;
        moved[id] = 1 / (1 + Math.exp(-odds));
      }
      Outcome outcome = outcome(moved);
      if (curve.isEmpty() || !curve.get(curve.size() - 1).outcome().equals(outcome)) {
        curve.add(new Point(named(moved), outcome));
      }
    }
    return curve;
  }

  private static double limit(int step) {
    return (double) step / STEPS;
  }

  /** The step, from 1, in the middle of the longest run of least costs; of equal runs the first. */
  private static int middleOfLongestRun(double[] costs) {
    double least = Arrays.stream(costs).min().orElseThrow();
    int bestStart = 0;
    int bestLength = 0;
    for (int i = 0; i < costs.length; i++) {
      int start = i;
      while (i < costs.length && costs[i] == least) {
        i++;
      }
      if (i - start > bestLength) {
        bestStart = start;
        bestLength = i - start;
      }
    }
    return bestStart + bestLength / 2 + 1;
  }
}
