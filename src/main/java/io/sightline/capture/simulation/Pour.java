package io.sightline.capture.simulation;

/** A copper area under the mask: a rectangle with its four corners cut at 45 degrees. */
record Pour(int net, double left, double top, double right, double bottom, double cut)
    implements Conductor {

  @Override
  public double distance(double x, double y) {
    double cx = (left + right) / 2;
    double cy = (top + bottom) / 2;
    double qx = Math.abs(x - cx) - (right - left) / 2;
    double qy = Math.abs(y - cy) - (bottom - top) / 2;
    double diagonal = (qx + qy + cut) * Math.sqrt(0.5);
    // The largest of three half-plane distances: exact inside and beside edges, a lower bound past
    // corners.
    return Math.max(Math.max(qx, qy), diagonal);
  }
}
