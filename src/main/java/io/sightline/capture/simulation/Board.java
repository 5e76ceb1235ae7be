package io.sightline.capture.simulation;

import java.util.List;

/**
 * One bare board as designed, without defects: geometry in camera pixels at the nominal scale. Nets
 * are already merged: two conductors with different nets are nowhere nearer than {@link
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

  /** Distance from a place to the nearest conductor of another net; negative inside one. */
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

  /** Distance from a place to the nearest pad of any net. */
  double distanceToPads(double x, double y) {
    double nearest = 1e9;
    for (Pad pad : pads) {
      nearest = Math.min(nearest, pad.distance(x, y));
    }
    return nearest;
  }
}
