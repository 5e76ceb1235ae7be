package io.sightline.capture.simulation;

/** A piece of copper in the design. Conductors of the same net may touch, others never. */
sealed interface Conductor permits Trace, Pad, Pour {

  /** Returns the electrical net's number; nets joined later keep their own, see {@link Board}. */
  int net();

  /**
   * Returns the signed distance from a point to the conductor's edge; negative inside the copper.
   */
  double distance(double x, double y);
}
