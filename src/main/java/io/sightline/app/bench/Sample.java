package io.sightline.app.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measured values, sorted. Quantiles are the nearest-rank ones: a value that was measured.
 *
 * @param sorted at least one, rising
 */
record Sample(List<Double> sorted) {
  Sample {
    sorted = List.copyOf(sorted);
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
  }

  static Sample of(Collection<Double> values) {
    return new Sample(values.stream().sorted().toList());
  }

  /** The middle value, or the mean of the two in the middle. */
  double median() {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The least value that so large a share of all does not exceed.
   *
   * @param share above 0 to 1
   */
  double quantile(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  double max() {
    return sorted.get(sorted.size() - 1);
  }

  /** Median, 99 of 100 and the largest, rounded to hundredths. */
  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("p50", rounded(median(), 100));
    all.put("p99", rounded(quantile(0.99), 100));
    all.put("max", rounded(max(), 100));
    return all;
  }

  /**
   * How many values lie up to each bound and above the one before.
   *
   * @param bounds rising
   * @return as many counts, and one more for what lies above the last bound
   */
  List<Integer> histogram(List<Double> bounds) {
    List<Integer> counts = new ArrayList<>();
    int counted = 0;
    for (double bound : bounds) {
      int upTo = (int) sorted.stream().filter(value -> value <= bound).count();
      counts.add(upTo - counted);
      counted = upTo;
    }
    counts.add(sorted.size() - counted);
    return counts;
  }

  /** A value rounded to so many parts of one. */
  static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
