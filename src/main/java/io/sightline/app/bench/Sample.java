package io.sightline.app.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measured values, sorted. Quantiles use the nearest rank, so they are measured values.
 *
 * @param sorted at least one, ascending
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

  /** Returns the middle value, or the mean of the two in the middle. */
  double median() {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * Returns the smallest value that this share of all values does not exceed.
   *
   * @param share above 0 to 1
   */
  double quantile(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  double max() {
    return sorted.get(sorted.size() - 1);
  }

  /** Returns the median, the 99th percentile and the maximum, rounded to hundredths. */
  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("p50", rounded(median(), 100));
    all.put("p99", rounded(quantile(0.99), 100));
    all.put("max", rounded(max(), 100));
    return all;
  }

  /**
   * Counts the values up to each bound and above the previous one.
   *
   * @param bounds ascending
   * @return a count for each bound, and one more for the values above the last
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

  /** Rounds a value to a multiple of 1 / {@code parts}. */
  static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
