package io.sightline.report.validation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats limits and confidences for people, with three decimals: limits are chosen in steps of
 * 0.005, so fewer decimals would show a different limit.
 */
public final class LimitText {
  /** People set no finer limits: more decimals are those of a binary fraction. */
  private static final int MOST_DECIMALS = 6;

  private LimitText() {}

  /** Returns a limit as it was set, with three decimals or more. */
  public static String of(double limit) {
    BigDecimal set = BigDecimal.valueOf(limit).stripTrailingZeros();
    return set.scale() > 3 && set.scale() <= MOST_DECIMALS
        ? set.toPlainString()
        : confidence(limit);
  }

  /**
   * Returns a measured confidence with three decimals, or more if it would seem to be 0 or 1 and is
   * not.
   */
  public static String confidence(double confidence) {
    return RateText.rounded(confidence, 1, 3);
  }

  /** Returns limits by class, in the map's order; of many classes, those with equal limits last. */
  public static String of(Map<String, Double> limits) {
    return EqualClasses.together(limits).entrySet().stream()
        .map(each -> each.getKey() + " " + of(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
