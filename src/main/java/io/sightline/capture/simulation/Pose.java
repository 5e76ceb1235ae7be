package io.sightline.capture.simulation;

/** A board's pose under the camera: shifted, slightly rotated, slightly nearer or farther. */
record Pose(
    double centreX,
    double centreY,
    double scale,
    double cos,
    double sin,
    double boardX,
    double boardY) {

  static Pose of(Board board, double centreX, double centreY, double scale, double angle) {
    return new Pose(
        centreX,
        centreY,
        scale,
        StrictMath.cos(angle),
        StrictMath.sin(angle),
        board.width() / 2,
        board.height() / 2);
  }

  double x(double bx, double by) {
    return centreX + scale * ((bx - boardX) * cos - (by - boardY) * sin);
  }

  double y(double bx, double by) {
    return centreY + scale * ((bx - boardX) * sin + (by - boardY) * cos);
  }
}
