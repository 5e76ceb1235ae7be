package io.sightline.report.validation;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A confidence as people read it: with three decimals, since limits are chosen in steps of 0.005,
 * and a limit that is printed shorter is another one.
 */
public final class LimitText {
  private LimitText() {}

  public static String of(double confidence) {
    return String.format(Locale.ROOT, "%.3f", confidence);
  }

  /** Limits by class, in the map's order. */
  public static String of(Map<String, Double> limits) {
    return limits.entrySet().stream()
        .map(each -> each.getKey() + " " + of(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
