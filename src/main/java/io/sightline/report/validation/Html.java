package io.sightline.report.validation;

import java.util.Locale;
import java.util.OptionalDouble;

/** Formats text and numbers as HTML. */
final class Html {
  /** Shown if nothing could be measured. */
  static final String NOT_MEASURABLE = "not measurable";

  private Html() {}

  /** Escapes untrusted text for use between tags and in quoted attributes. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
              }
            });
    return safe.toString();
  }

  /** Returns four decimals or more, or a dash if empty. */
  static String decimal(OptionalDouble value) {
    return value.isPresent() ? decimal(value.getAsDouble()) : "–";
  }

  static String decimal(double value) {
    return RateText.decimal(value);
  }

  static String percent(double share) {
    return RateText.percent(share);
  }

  static String rate(Proportion rate) {
    return rate.value().isPresent() ? percent(rate.value().getAsDouble()) : NOT_MEASURABLE;
  }

  /** Returns the interval in percent, or a dash if not measurable. */
  static String interval(Proportion rate) {
    return rate.measurable() ? percent(rate.low()) + " to " + percent(rate.high()) : "–";
  }

  /** Returns the number in full, whole numbers without decimals. */
  static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
