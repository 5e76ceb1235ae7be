package io.sightline.report.validation;

import io.sightline.report.validation.ChoiceGoal.CostRatio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Searches for the limits of least cost. Class by class it would get stuck where two limits must
 * move together, one up and the other down, so it also tries every pair of limits for every two
 * classes, from several starting points. For two classes the result is optimal. Not thread-safe.
 *
 * <p>A class keeps the common limit, the best for all classes together, unless its own is better,
 * because few parts decide over one class. Among equally good limits it takes the middle of the
 * longest run, or of the run around the common limit if that is as good, for a margin both ways.
 *
 * <p>A class that fails no part at any of these limits has the common one without a search: a model
 * may have thousands. What the limits that are {@linkplain PartScores#kept kept} fail is hopeless.
 */
final class LimitSearch {
  private static final int STEPS = 200; // limits are multiples of 0.005
  private static final int WIDEST_RATIO = 6; // as a power of two, both ways

  /**
   * With more classes than this there are so many pairs that they are tried from one start only.
   */
  private static final int FEW_CLASSES = 8;

  private final ChoiceGoal goal;

  /** As {@link PartScores#kept}. */
  private final double[] kept;

  /** The classes searched for; limits are in their order. */
  private final int[] found;

  private final int badParts;
  private final int goodParts;

  /** Whether each part is bad. Only parts that some limits pass are tried, no hopeless ones. */
  private final boolean[] bad;

  /** By found class and part, the highest step that still fails the part; 0 if none does. */
  private final int[][] steps;

  /** The number of classes that fail each part with the limits currently tried. */
  private final int[] failing;

  /** Limits from which the descent is already known. */
  private final Set<List<Integer>> seen = new HashSet<>();

  private final PassedPairs passed = new PassedPairs(STEPS);

  LimitSearch(PartScores parts, ChoiceGoal goal) {
    this.goal = goal;
    kept = parts.kept();
    int[] tried = IntStream.range(0, parts.size()).filter(i -> parts.passes(i, kept)).toArray();
    found =
        IntStream.of(tried)
            .flatMap(part -> parts.found(part).filter(id -> lastStep(parts.best(part, id)) > 0))
            .filter(id -> Double.isInfinite(kept[id]))
            .distinct()
            .sorted()
            .toArray();
    steps = new int[found.length][tried.length];
    bad = new boolean[tried.length];
    failing = new int[tried.length];
    for (int i = 0; i < tried.length; i++) {
      bad[i] = parts.bad(tried[i]);
      for (int id = 0; id < steps.length; id++) {
        steps[id][i] = lastStep(parts.best(tried[i], found[id]));
      }
    }
    badParts = (int) parts.badParts();
    goodParts = parts.size() - badParts;
  }

  private LimitSearch(LimitSearch of, ChoiceGoal goal) {
    this.goal = goal;
    kept = of.kept;
    found = of.found;
    steps = of.steps;
    bad = of.bad;
    failing = new int[bad.length];
    badParts = of.badParts;
    goodParts = of.goodParts;
  }

  private static int lastStep(double score) {
    int step = (int) Math.min(STEPS, Math.floor(score * STEPS) + 1);
    while (step > 0 && limit(step) > score) {
      step--;
    }
    return step;
  }

  private static double limit(int step) {
    return (double) step / STEPS;
  }

  /** Returns the best limits found, by class. */
  double[] best() {
    int common = common();
    int[] best = all(common);
    double least = Double.POSITIVE_INFINITY;
    boolean few = steps.length <= FEW_CLASSES;
    for (int[] start : starts(common)) {
      double reached = descend(start, few);
      if (reached < least) {
        least = reached;
        best = start;
      }
    }
    if (!few) {
      descend(best, true);
    }
    settle(best, common);
    double[] limits =
        Arrays.stream(kept).map(own -> Double.isInfinite(own) ? limit(common) : own).toArray();
    for (int id = 0; id < best.length; id++) {
      limits[found[id]] = limit(best[id]);
    }
    return limits;
  }

  /**
   * Returns the starts: the common limits, both extremes, and the results for other escape costs.
   */
  private List<int[]> starts(int common) {
    List<int[]> starts = new ArrayList<>(List.of(all(common), all(1), all(STEPS)));
    for (int power = -WIDEST_RATIO; power <= WIDEST_RATIO; power++) {
      LimitSearch other = new LimitSearch(this, new CostRatio(Math.pow(2, power)));
      int[] start = all(other.common());
      other.descend(start, steps.length <= FEW_CLASSES);
      starts.add(start);
    }
    return starts;
  }

  private int[] all(int step) {
    int[] limits = new int[steps.length];
    Arrays.fill(limits, step);
    return limits;
  }

  private int common() {
    double[] costs = new double[STEPS];
    for (int step = 1; step <= STEPS; step++) {
      costs[step - 1] = cost(all(step));
    }
    return new StepCosts(costs).middleOfLongestRun();
  }

  /** Moves one limit, or two at once, as long as the cost falls; returns the cost reached. */
  private double descend(int[] limits, boolean inPairs) {
    double reached = cost(limits);
    while (true) {
      reached = moveOne(limits, reached);
      if (!inPairs || !seen.add(IntStream.of(limits).boxed().toList())) {
        return reached;
      }
      double before = reached;
      for (int a = 0; a < limits.length; a++) {
        for (int b = a + 1; b < limits.length; b++) {
          reached = moveTwo(limits, a, b, reached);
        }
      }
      if (reached == before) {
        return reached;
      }
    }
  }

  private double moveOne(int[] limits, double from) {
    double reached = from;
    double before;
    do {
      before = reached;
      for (int id = 0; id < limits.length; id++) {
        StepCosts costs = costs(limits, id);
        int step = costs.middleOfLongestRun();
        if (costs.at(step) < reached) {
          move(limits, id, step);
          reached = costs.at(step);
        }
      }
    } while (reached < before);
    return reached;
  }

  /** Takes the best pair of limits for two classes, the others held, if it lowers the cost. */
  private double moveTwo(int[] limits, int a, int b, double from) {
    countPassed(limits, a, b);
    double least = from;
    int bestA = limits[a];
    int bestB = limits[b];
    int[] stepsOfB = passed.stepsOfB();
    for (int stepA : passed.stepsOfA()) {
      for (int stepB : stepsOfB) {
        double cost = cost(passed.bad(stepA, stepB), passed.good(stepA, stepB));
        if (cost < least) {
          least = cost;
          bestA = stepA;
          bestB = stepB;
        }
      }
    }
    if (least < from) {
      move(limits, a, bestA);
      move(limits, b, bestB);
      move(limits, a, costs(limits, a).middleOfLongestRun());
      move(limits, b, costs(limits, b).middleOfLongestRun());
    }
    return least;
  }

  private void move(int[] limits, int id, int step) {
    for (int part = 0; part < bad.length; part++) {
      failing[part] += fails(part, id, step) - fails(part, id, limits[id]);
    }
    limits[id] = step;
  }

  private int fails(int part, int id, int step) {
    return steps[id][part] >= step ? 1 : 0;
  }

  /** Counts the parts that are failed by no class but these two. */
  private void countPassed(int[] limits, int a, int b) {
    passed.clear();
    for (int part = 0; part < bad.length; part++) {
      if (failing[part] == fails(part, a, limits[a]) + fails(part, b, limits[b])) {
        passed.add(bad[part], steps[a][part], steps[b][part]);
      }
    }
    passed.sumUp();
  }

  /**
   * Returns the cost of each limit of one class, the others held: parts failed by others stay
   * failed.
   */
  private StepCosts costs(int[] limits, int id) {
    int[] badAt = new int[STEPS + 1]; // by the highest step that still fails the part
    int[] goodAt = new int[STEPS + 1];
    for (int part = 0; part < bad.length; part++) {
      if (failing[part] == fails(part, id, limits[id])) {
        (bad[part] ? badAt : goodAt)[steps[id][part]]++;
      }
    }
    double[] costs = new double[STEPS];
    int passedBad = 0;
    int passedGood = 0;
    for (int step = 1; step <= STEPS; step++) {
      passedBad += badAt[step - 1];
      passedGood += goodAt[step - 1];
      costs[step - 1] = cost(passedBad, passedGood);
    }
    return new StepCosts(costs);
  }

  /** Returns the cost of these limits and makes them the ones currently tried. */
  private double cost(int[] limits) {
    Arrays.fill(failing, 0);
    int passedBad = 0;
    int passedGood = 0;
    for (int part = 0; part < bad.length; part++) {
      for (int id = 0; id < limits.length; id++) {
        failing[part] += fails(part, id, limits[id]);
      }
      if (failing[part] == 0) {
        passedBad += bad[part] ? 1 : 0;
        passedGood += bad[part] ? 0 : 1;
      }
    }
    return cost(passedBad, passedGood);
  }

  private double cost(int passedBad, int passedGood) {
    return goal.cost(passedBad, badParts, (long) goodParts - passedGood, goodParts);
  }

  /**
   * Returns a class to the common limit, centred between the nearest parts, unless its own is
   * better; then re-centres its own, because other limits have moved since it was found.
   */
  private void settle(int[] limits, int common) {
    cost(limits);
    for (int id = 0; id < limits.length; id++) {
      StepCosts costs = costs(limits, id);
      boolean better = costs.at(limits[id]) < costs.at(common);
      move(limits, id, better ? costs.middleOfLongestRun() : costs.middleAround(common));
    }
  }
}
