package io.sightline.inspection;

/**
 * An axis-parallel rectangle in source pixels: x to the right, y down, the origin at the outer
 * corner of the top-left pixel. Right and bottom are exclusive.
 *
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge, greater than x1
 * @param y2 bottom edge, greater than y1
 */
public record Box(double x1, double y1, double x2, double y2) {
  public Box {
    if (!(Double.isFinite(x1)
        && Double.isFinite(y1)
        && Double.isFinite(x2)
        && Double.isFinite(y2))) {
      throw new IllegalArgumentException(
          "A box needs finite corners, not " + x1 + " " + y1 + " " + x2 + " " + y2);
    }
    if (x2 <= x1 || y2 <= y1) {
      throw new IllegalArgumentException(
          "A box needs a width and a height, not " + x1 + " " + y1 + " " + x2 + " " + y2);
    }
  }

  public double width() {
    return x2 - x1;
  }

  public double height() {
    return y2 - y1;
  }

  public double area() {
    return width() * height();
  }

  /** The longer of width and height, which a recipe's size limit applies to. */
  public double longerSide() {
    return Math.max(width(), height());
  }

  /** The area shared with {@code other}, in square pixels; 0 if they do not touch. */
  public double intersection(Box other) {
    double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
    double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
    return w > 0 && h > 0 ? w * h : 0;
  }

  /** Intersection over union (Jaccard index), 0 to 1. */
  public double iou(Box other) {
    double shared = intersection(other);
    return shared / (area() + other.area() - shared);
  }
}
