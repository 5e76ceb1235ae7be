package io.sightline.capture.simulation;

/**
 * A point on the board, in camera pixels at the nominal scale, from the board's upper left corner.
 */
record Vertex(double x, double y) {

  Vertex plus(double dx, double dy) {
    return new Vertex(x + dx, y + dy);
  }

  double distanceTo(Vertex other) {
    double dx = x - other.x;
    double dy = y - other.y;
    return Math.sqrt(dx * dx + dy * dy);
  }

  static double squaredDistance(double px, double py, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double length = dx * dx + dy * dy;
    double t = length == 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / length;
    t = Math.max(0, Math.min(1, t));
    double ex = px - ax - t * dx;
    double ey = py - ay - t * dy;
    return ex * ex + ey * ey;
  }
}
