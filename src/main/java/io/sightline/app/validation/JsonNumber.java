package io.sightline.app.validation;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Figures as {@code --json} prints them: with six decimals at most, null if not measurable. */
final class JsonNumber {
  private JsonNumber() {}

  static double of(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  static @Nullable Double of(OptionalDouble value) {
    return value.isPresent() ? of(value.getAsDouble()) : null;
  }
}
