package io.sightline.app;

import java.util.Locale;

/** A number of things as people say it. */
final class Counted {
  private Counted() {}

  /** "1 image", "1,200 images". */
  static String of(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
  }
}
