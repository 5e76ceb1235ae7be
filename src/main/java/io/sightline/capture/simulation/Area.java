package io.sightline.capture.simulation;

/** An axis-aligned rectangle on the board. */
record Area(double left, double top, double right, double bottom) {

  boolean contains(double x, double y) {
    return x >= left && x <= right && y >= top && y <= bottom;
  }

  boolean touches(Area other) {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }

  Area grown(double by) {
    return new Area(left - by, top - by, right + by, bottom + by);
  }
}
