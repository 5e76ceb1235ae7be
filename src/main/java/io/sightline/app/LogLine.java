package io.sightline.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * Formats a log entry on one line, independent of the locale, as in {@code
 * 2026-11-23T06:00:00.000+01:00 INFO io.sightline.line.TroubleLog: Line 1 has stopped}; a stack
 * trace follows on further lines. Times are local, with their offset.
 */
final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx")
          .toFormatter(Locale.ROOT);

  private final ZoneId zone;

  LogLine(ZoneId zone) {
    this.zone = zone;
  }

  /** Formats the message with locale-independent numbers. */
  private static String message(LogRecord entry) {
    String text = String.valueOf(entry.getMessage());
    Object[] parts = entry.getParameters();
    try {
      return parts == null || parts.length == 0
          ? text
          : new MessageFormat(text, Locale.ROOT).format(parts);
    } catch (IllegalArgumentException e) {
      return text; // a literal {
    }
  }

  @Override
  public String format(LogRecord entry) {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    lines.printf(
        Locale.ROOT,
        "%s %s %s: %s%n",
        TIME.format(entry.getInstant().atZone(zone)),
        entry.getLevel().getName(),
        entry.getLoggerName(),
        message(entry));
    if (entry.getThrown() != null) {
      entry.getThrown().printStackTrace(lines);
    }
    lines.flush();
    return text.toString();
  }
}
