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
 * Every text on screen, by key, and numbers and times as the operator's language writes them. A
 * language is added by adding a file. Safe for use by any thread.
 */
public final class Words {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private static final double MOST_IMPERFECT = 0.9999;

  /** What the letters that come with the screen have for numbers. */
  private static final Pattern DRAWABLE =
      Pattern.compile("[\\p{ASCII}\\u00a0\\u202f\\u2019\\u2212]*");

  /**
   * What people call a zone, in letters that can be drawn; an offset and UTC's "Z" are no names.
   */
  private static final Pattern ZONE_NAME = Pattern.compile("[A-Za-z][\\p{ASCII}]+");

  private static final Pattern DIRECTION = Pattern.compile("[\\u061c\\u200e\\u200f]");

  private final ResourceBundle bundle;
  private final Locale numbers;
  private final ZoneId zone;
  private final DateTimeFormatter time;
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
  }

  /** The words of this language; English where there is no file for it. */
  public static Words in(Locale locale, ZoneId zone) {
    return new Words(
        ResourceBundle.getBundle("io.sightline.ui.words", locale, NO_FALLBACK),
        Objects.requireNonNull(locale, "locale"),
        Objects.requireNonNull(zone, "zone"));
  }

  /** The text under this key, its {@code {0}} places filled as {@link MessageFormat} does. */
  public String of(String key, Object... values) {
    return plain(new MessageFormat(bundle.getString(key), numbers).format(values));
  }

  /** This in the operator's language. */
  public String of(Phrase phrase) {
    return of(phrase.key(), phrase.values().stream().map(this::said).toArray());
  }

  private Object said(Object value) {
    if (value instanceof Instant moment) {
      return time(moment);
    }
    return value instanceof Phrase phrase ? of(phrase) : value;
  }

  /** A whole number with its thousands grouped. */
  public String count(long number) {
    return plain(NumberFormat.getIntegerInstance(numbers).format(number));
  }

  /** A number with exactly this many decimals. */
  public String decimal(double number, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(numbers);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return plain(format.format(number));
  }

  /** A share from 0 to 1 as a percentage with two decimals; a dash where there is none. */
  public String percent(OptionalDouble share) {
    if (share.isEmpty()) {
      return "–";
    }
    NumberFormat format = NumberFormat.getPercentInstance(numbers);
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    format.setRoundingMode(RoundingMode.HALF_UP);
    // 99.999 % is not shown as 100 % while a part has failed.
    double most = share.getAsDouble() < 1 ? MOST_IMPERFECT : 1;
    return plain(format.format(Math.min(share.getAsDouble(), most)));
  }

  /**
   * The locale whose numbers are written, in the digits of the clock; English where the screen's
   * letters lack what stands between the digits.
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

  /** Without the marks for the direction of writing, which the screen's letters lack. */
  private static String plain(String text) {
    return DIRECTION.matcher(text).replaceAll("");
  }

  /** The local time of day to the second. */
  public String time(Instant moment) {
    return time.format(moment);
  }

  /** The local time of day to the second; behind its date where that is not today. */
  public String time(Instant moment, Instant now) {
    boolean today = day(moment).equals(day(now));
    return today ? time.format(moment) : date.format(moment) + " " + time.format(moment);
  }

  /** The local time of day to the second; of another day than today its date alone. */
  public String timeOrDay(Instant moment, Instant now) {
    return day(moment).equals(day(now)) ? time.format(moment) : date.format(moment);
  }

  /** The local day. */
  public LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }

  /** The plant's time zone at this moment, in short: "CET", or how far it is from UTC. */
  public String zone(Instant moment) {
    String name = zoneName.format(moment);
    ZoneOffset offset = zone.getRules().getOffset(moment);
    return ZONE_NAME.matcher(name).matches()
        ? name
        : offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset;
  }
}
