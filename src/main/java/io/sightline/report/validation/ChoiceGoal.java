package io.sightline.report.validation;

import java.math.BigDecimal;

/** The goal for which limits are chosen. */
public sealed interface ChoiceGoal {
  /**
   * Returns the cost of an outcome; lower is better.
   *
   * @param escapes bad parts that pass
   * @param bad bad parts in all
   * @param overkill good parts that fail
   * @param good good parts in all
   */
  double cost(long escapes, long bad, long overkill, long good);

  /** Returns the goal as text for people: "escape=0.001", "overkill=0.005", "cost=20". */
  String text();

  /**
   * The least overkill within an escape rate.
   *
   * @param rate maximum share of the bad parts that pass, 0 to 1
   */
  record EscapeTarget(double rate) implements ChoiceGoal {
    public EscapeTarget {
      requireRate("An escape target", rate);
    }

    @Override
    public double cost(long escapes, long bad, long overkill, long good) {
      return bounded(escapes, bad, rate, overkill, good);
    }

    @Override
    public String text() {
      return "escape=" + plain(rate);
    }
  }

  /**
   * The fewest escapes within an overkill rate.
   *
   * @param rate maximum share of the good parts that fail, 0 to 1
   */
  record OverkillTarget(double rate) implements ChoiceGoal {
    public OverkillTarget {
      requireRate("An overkill target", rate);
    }

    @Override
    public double cost(long escapes, long bad, long overkill, long good) {
      return bounded(overkill, good, rate, escapes, bad);
    }

    @Override
    public String text() {
      return "overkill=" + plain(rate);
    }
  }

  /**
   * The least cost, with an escape weighted as a number of false calls.
   *
   * @param ratio false calls per escape, above 0
   */
  record CostRatio(double ratio) implements ChoiceGoal {
    public CostRatio {
      if (!(ratio > 0 && Double.isFinite(ratio))) {
        throw new IllegalArgumentException("A cost ratio is a number above 0, not " + ratio);
      }
    }

    @Override
    public double cost(long escapes, long bad, long overkill, long good) {
      return ratio * escapes + overkill;
    }

    @Override
    public String text() {
      return "cost=" + plain(ratio);
    }
  }

  private static void requireRate(String what, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(what + " is a rate from 0 to below 1, not " + rate);
    }
  }

  /**
   * Within the allowed rate, returns the mistakes, ties broken by the others. Beyond it, exceeds
   * any cost within it and grows with the excess, ties broken by the mistakes.
   */
  private static double bounded(long others, long of, double rate, long mistakes, long most) {
    long tooMany = others - (long) Math.floor(rate * of + 1e-9);
    return tooMany > 0 ? (tooMany + 1) * (most + 1.0) + mistakes : mistakes + others / (of + 1.0);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /**
   * Parses "escape=0.001", "overkill=0.005" and "cost=20".
   *
   * @throws IllegalArgumentException with a message listing the expected forms
   */
  static ChoiceGoal parse(String text) {
    int equals = text.indexOf('=');
    String kind = equals < 0 ? text : text.substring(0, equals);
    try {
      double value = Double.parseDouble(text.substring(equals + 1));
      return switch (kind) {
        case "escape" -> new EscapeTarget(value);
        case "overkill" -> new OverkillTarget(value);
        case "cost" -> new CostRatio(value);
        default -> throw noGoal(text);
      };
    } catch (NumberFormatException e) {
      throw noGoal(text);
    }
  }

  private static IllegalArgumentException noGoal(String text) {
    return new IllegalArgumentException(
        "Expected escape=0.001, overkill=0.005 or cost=20, not \"%s\"".formatted(text));
  }
}
