package io.sightline.report.validation;

import java.util.Locale;

/**
 * A class's calls at the recipe's thresholds: found boxes that count as defects, right if they
 * overlap a true box of their class by 0.5 or more.
 *
 * @param name the class
 * @param truths the number of true boxes
 * @param calls the number of boxes that count as defects
 * @param right the number of right calls
 */
public record ClassCalls(String name, int truths, int calls, int right) {
  public ClassCalls {
    new Proportion(right, calls);
    new Proportion(right, truths);
  }

  /** Returns the share of right calls among the calls; not measurable without calls. */
  public Proportion precision() {
    return new Proportion(right, calls);
  }

  /** Returns the share of true boxes called rightly; not measurable without true boxes. */
  public Proportion recall() {
    return new Proportion(right, truths);
  }

  /** Returns whether the class is true or called anywhere in the set. */
  public boolean occurs() {
    return truths > 0 || calls > 0;
  }

  /** Returns text for people: the number of classes omitted because they do not occur. */
  public static String absent(long count) {
    return String.format(
        Locale.ROOT, "%,d %s neither true nor called", count, count == 1 ? "class" : "classes");
  }
}
