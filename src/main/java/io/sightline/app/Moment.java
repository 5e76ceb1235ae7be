package io.sightline.app;

import io.sightline.inspection.ShiftPlan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A time on the command line: a day, a local time, or a time with an offset (ISO 8601).
 *
 * @param at the moment; two local times meet in one if the clocks skip what lies between them
 * @param written as it was written
 */
record Moment(Instant at, TemporalAccessor written) {
  static Moment parse(String text) {
    TemporalAccessor written =
        text.contains("T")
            ? DateTimeFormatter.ISO_DATE_TIME.parseBest(
                text, OffsetDateTime::from, LocalDateTime::from)
            : LocalDate.parse(text).atStartOfDay();
    return new Moment(
        written instanceof OffsetDateTime exact
            ? exact.toInstant()
            : ShiftPlan.moment(LocalDateTime.from(written), ZoneId.systemDefault()),
        written);
  }

  /** Parses a moment for picocli. */
  static final class Parsing implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      try {
        return parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "\""
                + text
                + "\" is not a time: write 2026-11-23, 2026-11-23T06:00 or 2026-11-23T06:00Z");
      }
    }
  }
}
