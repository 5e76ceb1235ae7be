package io.sightline.capture.simulation;

import java.util.List;

/** A copper track under the solder mask: a polyline of constant width with round ends. */
record Trace(int net, List<Vertex> path, double width) implements Conductor {

  Trace {
    path = List.copyOf(path);
    if (path.size() < 2) {
      throw new IllegalArgumentException("A trace needs at least two vertices");
    }
  }

  @Override
  public double distance(double x, double y) {
    double nearest = Double.MAX_VALUE;
    for (int i = 1; i < path.size(); i++) {
      Vertex a = path.get(i - 1);
      Vertex b = path.get(i);
      nearest = Math.min(nearest, Vertex.squaredDistance(x, y, a.x(), a.y(), b.x(), b.y()));
    }
    return Math.sqrt(nearest) - width / 2;
  }
}
