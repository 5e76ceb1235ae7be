package io.sightline.detect.onnx;

import java.util.Locale;
import java.util.Objects;

/**
 * What a network wants to be shown: one picture of three channels.
 *
 * @param width pixels
 * @param height pixels
 * @param color the order of its three channels
 * @param scale what an 8-bit value is multiplied by: 1/255 for 0 to 1, 1 for 0 to 255
 * @param fit how a picture of another size is made to fit
 * @param type of its numbers
 * @param order how they lie in memory
 */
public record ModelInput(
    int width, int height, Color color, double scale, Fit fit, Type type, Order order) {
  /** The order of the channels. */
  public enum Color {
    RGB,
    BGR;

    /**
     * The order that a bundle.json names.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Color named(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("color is RGB or BGR, not " + name, e);
      }
    }
  }

  /** How a picture of another size is made to fit. */
  public enum Fit {
    /** Its proportions kept, centred, the rest padded: YOLOv5 to v12. */
    CENTRED("centred"),
    /** Its proportions kept, in the top left corner, the rest padded: YOLOX. */
    TOP_LEFT("top-left"),
    /** Stretched to fill, its proportions lost: RT-DETR, D-FINE, DEIM, SSD. */
    STRETCHED("stretched");

    private final String key;

    Fit(String key) {
      this.key = key;
    }

    /**
     * The fit that a bundle.json names.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Fit named(String name) {
      for (Fit fit : values()) {
        if (fit.key.equalsIgnoreCase(name)) {
          return fit;
        }
      }
      throw new IllegalArgumentException("fit is centred, top-left or stretched, not " + name);
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** The type of the numbers, in the machine's byte order. */
  public enum Type {
    FLOAT32(4),
    FLOAT16(2),
    UINT8(1);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes a number. */
    public int bytes() {
      return bytes;
    }
  }

  /** How the numbers lie in memory. */
  public enum Order {
    /** 1 x 3 x height x width: one channel after the other. */
    PLANES,
    /** 1 x height x width x 3: one pixel after the other. */
    PIXELS
  }

  public ModelInput {
    Objects.requireNonNull(color, "color");
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(order, "order");
    if (width < 1 || height < 1 || width > 16_384 || height > 16_384) {
      throw new IllegalArgumentException(
          "A network's input is 1 to 16384 pixels wide and high, not " + width + "x" + height);
    }
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("scale is a number above 0, not " + scale);
    }
    if (type == Type.UINT8 && scale != 1) {
      throw new IllegalArgumentException(
          "the network takes whole bytes: scale can only be 1, not " + scale);
    }
  }

  /** As YOLO networks have it: letterboxed, 32-bit floating point, in planes. */
  public ModelInput(int width, int height, Color color, double scale) {
    this(width, height, color, scale, Fit.CENTRED, Type.FLOAT32, Order.PLANES);
  }

  /** How many numbers one picture has. */
  public int numbers() {
    return 3 * width * height;
  }

  /** For people: "640x640 RGB 0-1, centred". */
  public String text() {
    String range = scale == 1 ? "0-255" : scale == 1 / 255.0 ? "0-1" : "0-" + (float) (255 * scale);
    return width + "x" + height + " " + color + " " + range + ", " + fit;
  }
}
