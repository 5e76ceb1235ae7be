package io.sightline.capture;

import io.sightline.inspection.Box;
import java.util.Objects;
import java.util.Optional;

/**
 * A true defect from a label file; may reach over the picture's edges or lie outside.
 *
 * @param className the data set's name for it, or its number if the set has no names
 * @param x1 left edge, in {@code unit}
 * @param y1 top edge
 * @param x2 right edge, greater than x1
 * @param y2 bottom edge, greater than y1
 * @param unit of the edges
 * @param where its file and position, for messages
 */
public record TrueBox(
    String className, double x1, double y1, double x2, double y2, Unit unit, String where) {
  /** Reaching over by this many pixels is rounding, not an error of the label. */
  private static final double ROUNDING = 0.5;

  public TrueBox {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(where, "where");
    new Box(x1, y1, x2, y2); // refuses what is no box
  }

  /** The unit of the edges. */
  public enum Unit {
    PIXELS,
    /** Of the picture's width and height. */
    FRACTIONS
  }

  /** The part that lies within a picture, in pixels; empty if none does. */
  public Optional<Box> within(int width, int height) {
    double left = Math.max(0, x1 * scale(width));
    double top = Math.max(0, y1 * scale(height));
    double right = Math.min(width, x2 * scale(width));
    double bottom = Math.min(height, y2 * scale(height));
    return right > left && bottom > top
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }

  /** Whether it reaches over the edge of a picture by more than rounding explains. */
  public boolean overhangs(int width, int height) {
    return x1 * scale(width) < -ROUNDING
        || y1 * scale(height) < -ROUNDING
        || x2 * scale(width) > width + ROUNDING
        || y2 * scale(height) > height + ROUNDING;
  }

  /** A copy with another name. */
  public TrueBox called(String name) {
    return new TrueBox(name, x1, y1, x2, y2, unit, where);
  }

  /** Without its origin: equal to any other with the same class and edges. */
  public TrueBox anywhere() {
    return new TrueBox(className, x1, y1, x2, y2, unit, "");
  }

  private double scale(int side) {
    return unit == Unit.PIXELS ? 1 : side;
  }
}
