package io.sightline.capture.simulation;

/** A piece of copper that belongs to the design. Conductors of one net may touch, others never. */
sealed interface Conductor permits Trace, Pad, Pour {

  /** Number of the electrical net; nets joined later keep their own numbers, see {@link Board}. */
  int net();

  /** Signed distance from a place to this conductor's edge; negative inside the copper. */
  double distance(double x, double y);
}
