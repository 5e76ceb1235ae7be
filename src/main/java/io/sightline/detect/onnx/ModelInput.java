package io.sightline.detect.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A network's input: one picture with three channels.
 *
 * @param width pixels
 * @param height pixels
 * @param color the order of its three channels
 * @param scale the factor for 8-bit values: 1/255 for 0 to 1, 1 for 0 to 255
 * @param normalisation applied to its values after that
 * @param fit how a picture of another size is fitted
 * @param resize how it is resized
 * @param type of its numbers
 * @param order their layout in memory
 */
public record ModelInput(
    int width,
    int height,
    Color color,
    double scale,
    Normalisation normalisation,
    Fit fit,
    Resize resize,
    Type type,
    Order order) {
  /** The order of the channels. */
  public enum Color {
    RGB,
    BGR;

    /**
     * The order with this name in bundle.json.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Color named(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("color is RGB or BGR, not " + name, e);
      }
    }

    /** The other order. */
    public Color exchanged() {
      return this == RGB ? BGR : RGB;
    }
  }

  /** How a picture of another size is fitted. */
  public enum Fit {
    /** Proportions kept, centred, the rest padded: YOLOv5 to v12. */
    CENTRED("centred"),
    /** Proportions kept, in the top left corner, the rest padded: YOLOX. */
    TOP_LEFT("top-left"),
    /** Stretched to fill, proportions lost: RT-DETR, D-FINE, DEIM, SSD. */
    STRETCHED("stretched");

    private final String key;

    Fit(String key) {
      this.key = key;
    }

    /**
     * The fit with this name in bundle.json.
     *
     * @throws IllegalArgumentException if there is none
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

  /** How a picture is reduced; must be the same as in training. */
  public enum Resize {
    /** Each pixel is the mean of all that it covers: no detail is lost. */
    AREA("area"),
    /**
     * Each pixel is interpolated from the nearest four, as in Ultralytics, YOLOX and most others.
     */
    LINEAR("linear");

    private final String key;

    Resize(String key) {
      this.key = key;
    }

    /**
     * The method with this name in bundle.json.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Resize named(String name) {
      for (Resize resize : values()) {
        if (resize.key.equalsIgnoreCase(name)) {
          return resize;
        }
      }
      throw new IllegalArgumentException("resize is area or linear, not " + name);
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /**
   * A mean subtracted from each channel's scaled values, and a deviation they are divided by.
   *
   * @param mean one per channel, in the network's order
   * @param std deviations, likewise, each above 0
   */
  public record Normalisation(List<Double> mean, List<Double> std) {
    /** Leaves values unchanged. */
    public static final Normalisation NONE =
        new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** For networks whose backbone was trained on ImageNet; RGB, 0 to 1. */
    public static final Normalisation IMAGENET =
        new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    public Normalisation {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.size() != 3 || mean.stream().anyMatch(one -> !Double.isFinite(one))) {
        throw new IllegalArgumentException(
            "mean is three numbers, one a colour in the order of \"color\", not " + mean);
      }
      if (std.size() != 3 || std.stream().anyMatch(one -> !(one > 0 && Double.isFinite(one)))) {
        throw new IllegalArgumentException(
            "std is three numbers above 0, one a colour in the order of \"color\", not " + std);
      }
    }

    /** A copy for channels in the other order. */
    public Normalisation exchanged() {
      return new Normalisation(
          List.of(mean.get(2), mean.get(1), mean.get(0)),
          List.of(std.get(2), std.get(1), std.get(0)));
    }

    /** Whether all channels are treated alike. */
    boolean isUniform() {
      return mean.stream().distinct().count() == 1 && std.stream().distinct().count() == 1;
    }

    /** A description for people; empty if values are unchanged. */
    public String text() {
      return equals(NONE) ? "" : " less " + mean + " over " + std;
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

    /** Bytes per number. */
    public int bytes() {
      return bytes;
    }
  }

  /** The layout of the numbers in memory. */
  public enum Order {
    /** 1 x 3 x height x width: one channel after the other. */
    PLANES,
    /** 1 x height x width x 3: one pixel after the other. */
    PIXELS
  }

  public ModelInput {
    Objects.requireNonNull(color, "color");
    Objects.requireNonNull(normalisation, "normalisation");
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(resize, "resize");
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
    if (type == Type.UINT8 && !normalisation.equals(Normalisation.NONE)) {
      throw new IllegalArgumentException(
          "the network takes whole bytes: it can have neither mean nor std");
    }
    if (order == Order.PIXELS && !normalisation.isUniform()) {
      throw new IllegalArgumentException(
          "the network takes pixel after pixel: mean and std can only be the same for each colour");
    }
  }

  /** The usual input of YOLO networks: letterboxed, interpolated, 32-bit floating point, planar. */
  public ModelInput(int width, int height, Color color, double scale) {
    this(
        width,
        height,
        color,
        scale,
        Normalisation.NONE,
        Fit.CENTRED,
        Resize.LINEAR,
        Type.FLOAT32,
        Order.PLANES);
  }

  /** The number of values in one picture. */
  public int numbers() {
    return 3 * width * height;
  }

  /** The factor for an 8-bit value of a channel, 0 to 2. */
  public double factor(int channel) {
    return scale / normalisation.std().get(channel);
  }

  /** The offset that is then added. */
  public double offset(int channel) {
    return -normalisation.mean().get(channel) / normalisation.std().get(channel);
  }

  /** A description for people: "640x640 RGB 0-1, centred, resized linear". */
  public String text() {
    String range = scale == 1 ? "0-255" : scale == 1 / 255.0 ? "0-1" : "0-" + (float) (255 * scale);
    return "%dx%d %s %s%s, %s, resized %s"
        .formatted(width, height, color, range, normalisation.text(), fit, resize);
  }
}
