package io.sightline.app.command;

import java.util.Locale;

/**
 * Sentences with numbers, written one way whatever the language of the computer: a program that
 * reads them, and a person who compares two machines, finds the same on both.
 */
public final class Said {
  private Said() {}

  /** As {@link String#format}. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** "1 image", "1,200 images". */
  public static String counted(long number, String one, String several) {
    return of("%,d %s", number, number == 1 ? one : several);
  }
}
