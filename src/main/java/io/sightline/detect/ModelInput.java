package io.sightline.detect;

import java.util.Locale;
import java.util.Objects;

/**
 * What a network wants to be shown: one picture, 1 x 3 x height x width, 32-bit floating point.
 *
 * @param width pixels
 * @param height pixels
 * @param color the order of its three channels
 * @param scale what an 8-bit value is multiplied by: 1/255 for 0 to 1, 1 for 0 to 255
 */
public record ModelInput(int width, int height, Color color, double scale) {
  /** The order of the channels. */
  public enum Color {
    RGB,
    BGR;

    static Color named(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("color is RGB or BGR, not " + name, e);
      }
    }
  }

  public ModelInput {
    Objects.requireNonNull(color, "color");
    if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
      throw new IllegalArgumentException(
          "A network's input is 1 to 16384 pixels wide and high, not " + width + "x" + height);
    }
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("scale is a number above 0, not " + scale);
    }
  }
}
