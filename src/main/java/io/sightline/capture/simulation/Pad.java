package io.sightline.capture.simulation;

/**
 * A bare copper land, either round (width equals height equals twice the corner radius) or
 * rectangular with rounded corners, with or without a drill hole in its centre.
 */
record Pad(int net, Vertex centre, double width, double height, double corner, double holeRadius)
    implements Conductor {

  static Pad round(int net, Vertex centre, double radius, double holeRadius) {
    return new Pad(net, centre, 2 * radius, 2 * radius, radius, holeRadius);
  }

  static Pad rectangular(int net, Vertex centre, double width, double height, double corner) {
    return new Pad(net, centre, width, height, corner, 0);
  }

  boolean isRound() {
    return corner * 2 >= Math.min(width, height) && width == height;
  }

  @Override
  public double distance(double x, double y) {
    double qx = Math.abs(x - centre.x()) - width / 2 + corner;
    double qy = Math.abs(y - centre.y()) - height / 2 + corner;
    double ox = Math.max(qx, 0);
    double oy = Math.max(qy, 0);
    return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(qx, qy), 0) - corner;
  }
}
