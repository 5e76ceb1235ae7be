package io.sightline.report.validation;

import java.util.Arrays;

/**
 * What each possible limit costs, as far as one of them can be moved. Limits are steps from 1; many
 * of them cost the same, because nothing changes between two parts.
 */
final class StepCosts {
  private final double[] costs;

  /**
   * @param costs of step 1, 2, and so on; not copied
   */
  StepCosts(double[] costs) {
    this.costs = costs;
  }

  double at(int step) {
    return costs[step - 1];
  }

  /** Returns the middle of the longest run of least cost; of the first one if several are equal. */
  int middleOfLongestRun() {
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

  /**
   * Returns the middle of the run of equal cost around a step; the step itself if the run reaches
   * an end of the scale, since no part then bounds the margin.
   */
  int middleAround(int step) {
    int first = step;
    while (first > 1 && at(first - 1) == at(step)) {
      first--;
    }
    int last = step;
    while (last < costs.length && at(last + 1) == at(step)) {
      last++;
    }
    return first == 1 || last == costs.length ? step : first + (last - first + 1) / 2;
  }
}
