package io.sightline.capture;

import io.sightline.inspection.Box;
import java.util.Objects;
import java.util.Optional;

/**
 * A true defect as given in a label file; may extend over the picture's edges or lie outside.
 *
 * @param className the data set's own name of the class, or its number if the set has no names
 * @param x1 left edge, in {@code unit}
 * @param y1 top edge
 * @param x2 right edge, greater than x1
 * @param y2 bottom edge, greater than y1
 * @param unit the unit of the edges
 * @param where the label's file and place in it, for messages
 */
public record TrueBox(
    String className, double x1, double y1, double x2, double y2, Unit unit, String where) {
  /** Extending over an edge by up to this many pixels is rounding, not an error of the label. */
  private static final double ROUNDING = 0.5;

  public TrueBox {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(where, "where");
    new Box(x1, y1, x2, y2); // rejects an invalid box
  }

  /** The unit of a box's edges. */
  public enum Unit {
    PIXELS,
    /** Fractions of the picture's width and height. */
    FRACTIONS
  }

  /** Returns the part that lies within a picture, in pixels; empty if it lies wholly outside. */
  public Optional<Box> within(int width, int height) {
    double left = Math.max(0, x1 * scale(width));
    double top = Math.max(0, y1 * scale(height));
    double right = Math.min(width, x2 * scale(width));
    double bottom = Math.min(height, y2 * scale(height));
    return right > left && bottom > top
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }

  /** Returns whether it extends over a picture's edge by more than rounding explains. */
  public boolean overhangs(int width, int height) {
    return x1 * scale(width) < -ROUNDING
        || y1 * scale(height) < -ROUNDING
        || x2 * scale(width) > width + ROUNDING
        || y2 * scale(height) > height + ROUNDING;
  }

  /** Returns the same box under another class name. */
  public TrueBox called(String name) {
    return new TrueBox(name, x1, y1, x2, y2, unit, where);
  }

  /** Returns the box without its place: equal to any other of the same class, edges and unit. */
  public TrueBox anywhere() {
    return new TrueBox(className, x1, y1, x2, y2, unit, "");
  }

  private double scale(int side) {
    return unit == Unit.PIXELS ? 1 : side;
  }
}
