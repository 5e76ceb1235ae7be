package io.sightline.inspection;

import java.util.Locale;
import java.util.Objects;

/** Why a recipe cannot be meant for pictures of some size. */
public sealed interface Misfit {
  /** Returns a clause in English about the recipe: "its 2 zones cover all of them ...". */
  String reason();

  /** Returns the clause in the operator's language. */
  Phrase phrase();

  /**
   * One of its zones lies outside the pictures.
   *
   * @param zone in source pixels
   */
  record ZoneOutside(Box zone) implements Misfit {
    public ZoneOutside {
      Objects.requireNonNull(zone, "zone");
    }

    @Override
    public String reason() {
      return "its zone %s lies outside them".formatted(corners(zone));
    }

    @Override
    public Phrase phrase() {
      return naming("misfit.outside", zone);
    }
  }

  /**
   * Its only zone covers the pictures.
   *
   * @param zone in source pixels
   */
  record ZoneCoversAll(Box zone) implements Misfit {
    public ZoneCoversAll {
      Objects.requireNonNull(zone, "zone");
    }

    @Override
    public String reason() {
      return "its zone %s covers all of them and nothing would count".formatted(corners(zone));
    }

    @Override
    public Phrase phrase() {
      return naming("misfit.covered", zone);
    }
  }

  /**
   * Its zones together cover the pictures.
   *
   * @param zones how many they are, 2 or more
   */
  record ZonesCoverAll(int zones) implements Misfit {
    public ZonesCoverAll {
      if (zones < 2) {
        throw new IllegalArgumentException("Together are 2 zones or more, not " + zones);
      }
    }

    @Override
    public String reason() {
      return "its %d zones cover all of them and nothing would count".formatted(zones);
    }

    @Override
    public Phrase phrase() {
      return Phrase.of("misfit.covered.together", zones);
    }
  }

  /**
   * No defect in the pictures can be as large as it requires.
   *
   * @param minimumSize in source pixels
   */
  record SizeUnreached(double minimumSize) implements Misfit {
    @Override
    public String reason() {
      return String.format(
          Locale.ROOT, "nothing in them reaches its minimumSize of %.0f", minimumSize);
    }

    @Override
    public Phrase phrase() {
      return Phrase.of("misfit.size", Math.round(minimumSize));
    }
  }

  private static String corners(Box zone) {
    return String.format(
        Locale.ROOT, "from %.0f,%.0f to %.0f,%.0f", zone.x1(), zone.y1(), zone.x2(), zone.y2());
  }

  private static Phrase naming(String key, Box zone) {
    return Phrase.of(
        key,
        Math.round(zone.x1()),
        Math.round(zone.y1()),
        Math.round(zone.x2()),
        Math.round(zone.y2()));
  }
}
