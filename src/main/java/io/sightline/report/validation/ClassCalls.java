package io.sightline.report.validation;

import java.util.Locale;

/**
 * A class's calls at the recipe's thresholds: found boxes that count as defects, right where they
 * overlap a true box of their class by 0.5 or more.
 *
 * @param name the class
 * @param truths how many true boxes there are
 * @param calls how many boxes count as defects
 * @param right how many of those are right
 */
public record ClassCalls(String name, int truths, int calls, int right) {
  public ClassCalls {
    new Proportion(right, calls);
    new Proportion(right, truths);
  }

  /** The right ones among the calls; not measurable where nothing was called. */
  public Proportion precision() {
    return new Proportion(right, calls);
  }

  /** The right ones among the true boxes; not measurable where there are none. */
  public Proportion recall() {
    return new Proportion(right, truths);
  }

  /** Whether it is anywhere in the set, or was called anywhere. */
  public boolean occurs() {
    return truths > 0 || calls > 0;
  }

  /** For people: how many classes are not shown because they do not occur. */
  public static String absent(long count) {
    return String.format(
        Locale.ROOT, "%,d %s neither true nor called", count, count == 1 ? "class" : "classes");
  }
}
