package io.sightline.app.command;

import java.util.Locale;

/**
 * Formats sentences with numbers independent of the locale, so that programs, and people comparing
 * two machines, find the same text on both. The program sets the default locale's numbers alike at
 * its start; this does not rely on it.
 */
public final class Said {
  private Said() {}

  /** As {@link String#format}. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Returns "1 image", "1,200 images". */
  public static String counted(long number, String one, String several) {
    return of("%,d %s", number, number == 1 ? one : several);
  }
}
