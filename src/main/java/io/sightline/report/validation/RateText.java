package io.sightline.report.validation;

import java.util.Locale;

/**
 * Formats rates for people. Rounding never shows none or all where it is not so: one escape in
 * 20,000 parts is not 0.00 %. Such a rate has as many more decimals as it needs.
 */
public final class RateText {
  /** Sums of floating-point numbers miss 0 and 1 by less than this. */
  private static final double NOISE = 1e-9;

  private RateText() {}

  /**
   * Returns percent with two decimals or more, such as {@code 99.995 %}.
   *
   * @param share 0 to 1
   */
  public static String percent(double share) {
    return inPercent(share) + " %";
  }

  /** As {@link #percent}, without the sign. */
  public static String inPercent(double share) {
    return rounded(share, 100, 2);
  }

  /**
   * Returns four decimals or more.
   *
   * @param value 0 to 1
   */
  public static String decimal(double value) {
    return rounded(value, 1, 4);
  }

  /** Returns a share of {@code all}, with as few decimals as may be. */
  static String rounded(double share, int all, int fewest) {
    boolean end = share <= NOISE || share >= 1 - NOISE;
    for (int decimals = fewest; ; decimals++) {
      String text = String.format(Locale.ROOT, "%." + decimals + "f", share * all);
      double shown = Double.parseDouble(text);
      if (end || (shown > 0 && shown < all)) {
        return text;
      }
    }
  }
}
