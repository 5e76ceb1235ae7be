package io.sightline.app;

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

/** Parses a time on the command line: a day, a local time, or a time with an offset (ISO 8601). */
final class Moment implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      ZoneId here = ZoneId.systemDefault();
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(here).toInstant();
      }
      TemporalAccessor moment =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return moment instanceof OffsetDateTime exact
          ? exact.toInstant()
          : LocalDateTime.from(moment).atZone(here).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "\""
              + text
              + "\" is not a time: write 2026-11-23, 2026-11-23T06:00 or 2026-11-23T06:00Z");
    }
  }
}
