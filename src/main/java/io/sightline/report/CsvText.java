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

/** Values as cells: the same in every locale. */
final class CsvText {
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  /** What spreadsheets take for the beginning of a formula, wide forms included (OWASP). */
  private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

  private CsvText() {}

  /**
   * Text that a spreadsheet shows and never computes: what could begin a formula gets an apostrophe
   * in front. So does what already begins with one, so that a reader who drops one leading
   * apostrophe has the text again.
   */
  static String guarded(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    if (first == '\'' || FORMULA.indexOf(first) >= 0) {
      return "'" + text;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (FORMULA.indexOf(c) >= 0) {
        return "'" + text;
      }
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        return text;
      }
    }
    return text;
  }

  /** ISO 8601 in UTC, always with six decimals: {@code 2026-11-23T15:00:00.000000Z}. */
  static String utc(Instant instant) {
    return MICROSECONDS.format(instant);
  }

  /** {@code short 0.98 @ 120.0 340.0 160.5 380.0; spur …}. */
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

  /** {@code short @ 120.0 340.0 160.5 380.0; spur …}. */
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

  /** The separators of the column, where a class is named with one, behind a backslash. */
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
   * A number rounded to {@code most} decimals, of which zeros at the end fall away down to {@code
   * least}. Never an exponent, never a group separator. By hand, for a million rows hold ten
   * million numbers and {@code String.format} takes a microsecond for each.
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
