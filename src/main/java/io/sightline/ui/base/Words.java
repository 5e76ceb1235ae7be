package io.sightline.ui.base;

import io.sightline.inspection.Phrase;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.ResourceBundle;
import java.util.regex.Pattern;

/**
 * Provides every text on screen by key, and formats numbers and times for the operator's language.
 * To add a language, add a file. Thread-safe.
 */
public final class Words {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final double MOST_IMPERFECT = 0.9999;

  /** The characters for numbers that the bundled fonts have. */
  private static final Pattern DRAWABLE =
      Pattern.compile("[\\p{ASCII}\\u00a0\\u202f\\u2019\\u2212]*");

  /** A zone's common name in characters that can be drawn; an offset or UTC's "Z" is not a name. */
  private static final Pattern ZONE_NAME = Pattern.compile("[A-Za-z][\\p{ASCII}]+");

  private static final Pattern DIRECTION = Pattern.compile("[\\u061c\\u200e\\u200f]");

  private final ResourceBundle bundle;
  private final Locale numbers;
  private final ZoneId zone;
  private final DateTimeFormatter time;
  private final DateTimeFormatter minute;
  private final DateTimeFormatter date;
  private final DateTimeFormatter zoneName;

  private Words(ResourceBundle bundle, Locale locale, ZoneId zone) {
    this.bundle = bundle;
    this.numbers = drawable(locale);
    this.zone = zone;
    this.zoneName = DateTimeFormatter.ofPattern("zzz", locale).withZone(zone);
    this.date =
        DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT).withLocale(numbers).withZone(zone);
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone);
    this.minute = DateTimeFormatter.ofPattern("HH:mm", locale).withZone(zone);
  }

  /** Returns the words of this language; English if there is no file for it. */
  public static Words in(Locale locale, ZoneId zone) {
    return new Words(
        ResourceBundle.getBundle("io.sightline.ui.words", locale, NO_FALLBACK),
        Objects.requireNonNull(locale, "locale"),
        Objects.requireNonNull(zone, "zone"));
  }

  /**
   * Returns the text for this key, with {@code {0}} placeholders filled as in {@link
   * MessageFormat}.
   */
  public String of(String key, Object... values) {
    return plain(new MessageFormat(bundle.getString(key), numbers).format(values));
  }

  /** Returns the phrase in the operator's language. */
  public String of(Phrase phrase) {
    return of(phrase.key(), phrase.values().stream().map(this::said).toArray());
  }

  private Object said(Object value) {
    if (value instanceof Instant moment) {
      return time(moment);
    }
    return value instanceof Phrase phrase ? of(phrase) : value;
  }

  /** Formats a whole number with its thousands grouped. */
  public String count(long number) {
    return plain(NumberFormat.getIntegerInstance(numbers).format(number));
  }

  /** Formats a number with exactly this many decimals. */
  public String decimal(double number, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(numbers);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return plain(format.format(number));
  }

  /** Formats a fraction from 0 to 1 as a percentage with two decimals; a dash if it is empty. */
  public String percent(OptionalDouble share) {
    if (share.isEmpty()) {
      return "–";
    }
    NumberFormat format = NumberFormat.getPercentInstance(numbers);
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    format.setRoundingMode(RoundingMode.HALF_UP);
    // Do not show 99.999 % as 100 % while a part has failed.
    double most = share.getAsDouble() < 1 ? MOST_IMPERFECT : 1;
    return plain(format.format(Math.min(share.getAsDouble(), most)));
  }

  /**
   * Returns the locale for numbers, with the same digits as the clock; English if the bundled fonts
   * lack its separators.
   */
  private static Locale drawable(Locale locale) {
    Locale latin =
        new Locale.Builder()
            .setLocale(locale.stripExtensions())
            .setUnicodeLocaleKeyword("nu", "latn")
            .build();
    String sample =
        NumberFormat.getNumberInstance(latin).format(-1_234_567.8)
            + NumberFormat.getPercentInstance(latin).format(0.5);
    return DRAWABLE.matcher(plain(sample)).matches() ? latin : Locale.ENGLISH;
  }

  /** Removes the writing direction marks, which the bundled fonts lack. */
  private static String plain(String text) {
    return DIRECTION.matcher(text).replaceAll("");
  }

  /** Formats the local time of day to the second. */
  public String time(Instant moment) {
    return time.format(moment);
  }

  /** Formats the local time of day to the second, preceded by its date if that is not today. */
  public String time(Instant moment, Instant now) {
    boolean today = day(moment).equals(day(now));
    return today ? time.format(moment) : date.format(moment) + " " + time.format(moment);
  }

  /** Formats the local time of day to the second, or only the date if that is not today. */
  public String timeOrDay(Instant moment, Instant now) {
    return day(moment).equals(day(now)) ? time.format(moment) : date.format(moment);
  }

  /**
   * Formats when something began: the local time of day to the minute, or only the date if that
   * time of day has come round since.
   */
  public String beginning(Instant moment, Instant now) {
    Instant round = moment.atZone(zone).plusDays(1).toInstant();
    return now.isBefore(round) ? minute.format(moment) : date.format(moment);
  }

  /** Returns the local date. */
  public LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }

  /**
   * Returns the short name of the plant's time zone at this moment: "CET", or its offset from UTC.
   */
  public String zone(Instant moment) {
    String name = zoneName.format(moment);
    ZoneOffset offset = zone.getRules().getOffset(moment);
    return ZONE_NAME.matcher(name).matches()
        ? name
        : offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset;
  }
}
