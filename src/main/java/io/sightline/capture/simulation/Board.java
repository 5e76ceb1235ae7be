package io.sightline.capture.simulation;

import java.util.List;

/**
 * One bare board as designed, without defects; its geometry is in camera pixels at the nominal
 * scale. Nets are already merged: conductors of different nets are never closer than {@link
 * BoardGenerator#CLEARANCE}.
 */
record Board(
    double width,
    double height,
    BoardColour colour,
    Finish finish,
    List<Trace> traces,
    List<Pad> pads,
    List<Pour> pours,
    List<Silkscreen> print,
    List<Area> printed) {

  Board {
    traces = List.copyOf(traces);
    pads = List.copyOf(pads);
    pours = List.copyOf(pours);
    print = List.copyOf(print);
    printed = List.copyOf(printed);
  }

  /**
   * Returns the distance from a point to the nearest conductor of another net; negative inside one.
   */
  double distanceToOthers(int net, double x, double y) {
    double nearest = 1e9;
    for (Trace trace : traces) {
      if (trace.net() != net) {
        nearest = Math.min(nearest, trace.distance(x, y));
      }
    }
    for (Pad pad : pads) {
      if (pad.net() != net) {
        nearest = Math.min(nearest, pad.distance(x, y));
      }
    }
    for (Pour pour : pours) {
      if (pour.net() != net) {
        nearest = Math.min(nearest, pour.distance(x, y));
      }
    }
    return nearest;
  }

  /** Returns the distance from a point to the nearest pad of any net. */
  double distanceToPads(double x, double y) {
    double nearest = 1e9;
    for (Pad pad : pads) {
      nearest = Math.min(nearest, pad.distance(x, y));
    }
    return nearest;
  }
}
