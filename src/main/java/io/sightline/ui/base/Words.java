package io.sightline.ui.base;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.ResourceBundle;

/**
 * Every text on screen, by key, and numbers and times as the operator's language writes them. A
 * language is added by adding a file. Safe for use by any thread.
 */
public final class Words {
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle bundle;
  private final Locale locale;
  private final ZoneId zone;
  private final DateTimeFormatter time;

  private Words(ResourceBundle bundle, Locale locale, ZoneId zone) {
    this.bundle = bundle;
    this.locale = locale;
    this.zone = zone;
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
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** A whole number with its thousands grouped. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A number with exactly this many decimals. */
  public String decimal(double number, int decimals) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(number);
  }

  /** A share from 0 to 1 as a percentage with two decimals; a dash where there is none. */
  public String percent(OptionalDouble share) {
    if (share.isEmpty()) {
      return "–";
    }
    NumberFormat format = NumberFormat.getPercentInstance(locale);
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    // Rounded down: 99.999 % is not shown as 100 % while a part has failed.
    format.setRoundingMode(java.math.RoundingMode.DOWN);
    return format.format(share.getAsDouble());
  }

  /** The local time of day to the second. */
  public String time(Instant moment) {
    return time.format(moment);
  }

  /** The plant's time zone. */
  public ZoneId zone() {
    return zone;
  }
}
