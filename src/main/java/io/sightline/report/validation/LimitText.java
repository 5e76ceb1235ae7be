package io.sightline.report.validation;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats confidences for people, with three decimals: limits are chosen in steps of 0.005, so
 * fewer decimals would show a different limit.
 */
public final class LimitText {
  private LimitText() {}

  public static String of(double confidence) {
    return String.format(Locale.ROOT, "%.3f", confidence);
  }

  /** Returns limits by class, in the map's order. */
  public static String of(Map<String, Double> limits) {
    return limits.entrySet().stream()
        .map(each -> each.getKey() + " " + of(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
