package io.sightline.report;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** Formats values as CSV cells, independent of the locale. */
final class CsvText {
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  /** Characters that spreadsheets take for the start of a formula, wide forms included (OWASP). */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  /** Characters at which some spreadsheets begin another cell or row, quoted or not. */
  private static final String BREAKS = ";\t\r\n";

  private CsvText() {}

  /**
   * Returns text that a spreadsheet displays but never evaluates, whatever separates its cells: at
   * its start and after each semicolon, tab and line break, a possible formula gets an apostrophe.
   * So does what already begins with one there, so that dropping one apostrophe at each of these
   * places restores the original.
   */
  static String guarded(String text) {
    StringBuilder guarded = new StringBuilder(text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      boolean begins = i == 0 || BREAKS.indexOf(text.charAt(i - 1)) >= 0;
      if (begins && (text.charAt(i) == '\'' || isFormula(text, i))) {
        guarded.append('\'');
      }
      guarded.append(text.charAt(i));
    }
    return guarded.toString();
  }

  /** Returns whether text could be a formula from here on, blanks and quotes aside. */
  private static boolean isFormula(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (FORMULA.indexOf(c) >= 0) {
        return true;
      }
      if (c != '"' && !Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        return false;
      }
    }
    return false;
  }

  /** Returns ISO 8601 in UTC, always with six decimals: {@code 2026-11-23T15:00:00.000000Z}. */
  static String utc(Instant instant) {
    return MICROSECONDS.format(instant);
  }

  /** Returns {@code short 0.98 @ 120.0 340.0 160.5 380.0; spur …}. */
  static String defects(List<Defect> defects) {
    StringBuilder text = new StringBuilder();
    for (Defect defect : defects) {
      separate(text);
      name(text, defect.className()).append(' ');
      fixed(text, defect.confidence(), 4, 2);
      box(text, defect.box());
    }
    return text.toString();
  }

  /** Returns {@code short @ 120.0 340.0 160.5 380.0; spur …}. */
  static String labels(List<GroundTruth.Label> labels) {
    StringBuilder text = new StringBuilder();
    for (GroundTruth.Label label : labels) {
      separate(text);
      name(text, label.className());
      box(text, label.box());
    }
    return text.toString();
  }

  static String milliseconds(double ms) {
    return fixed(new StringBuilder(12), ms, 3, 3).toString();
  }

  private static void separate(StringBuilder text) {
    if (!text.isEmpty()) {
      text.append("; ");
    }
  }

  /** Appends a class name, with the column's separators in it escaped by a backslash. */
  private static StringBuilder name(StringBuilder text, String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ';' || c == '@' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    return text;
  }

  private static void box(StringBuilder text, Box box) {
    text.append(" @ ");
    fixed(text, box.x1(), 2, 1).append(' ');
    fixed(text, box.y1(), 2, 1).append(' ');
    fixed(text, box.x2(), 2, 1).append(' ');
    fixed(text, box.y2(), 2, 1);
  }

  /**
   * Appends a number rounded to {@code most} decimals, with trailing zeros dropped down to {@code
   * least}. Never uses an exponent or a grouping separator. Hand-written because a million rows
   * hold ten million numbers and {@code String.format} takes a microsecond each.
   */
  static StringBuilder fixed(StringBuilder text, double value, int most, int least) {
    long scale = 1;
    for (int i = 0; i < most; i++) {
      scale *= 10;
    }
    if (!(Math.abs(value) < 1e12)) {
      return Double.isFinite(value)
          ? text.append(new BigDecimal(value).setScale(least, RoundingMode.HALF_UP).toPlainString())
          : text.append(value);
    }
    long scaled = Math.round(value * scale);
    if (scaled < 0) {
      text.append('-');
      scaled = -scaled;
    }
    text.append(scaled / scale);
    int point = text.length();
    text.append('.');
    long rest = scaled % scale;
    for (long digit = scale / 10; digit > 0; digit /= 10) {
      text.append((char) ('0' + rest / digit % 10));
    }
    int end = text.length();
    while (end > point + 1 + least && text.charAt(end - 1) == '0') {
      end--;
    }
    text.setLength(end);
    return text;
  }
}
