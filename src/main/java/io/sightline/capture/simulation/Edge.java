package io.sightline.capture.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A place on a straight copper edge, with one axis along the edge and one pointing out of the
 * copper.
 *
 * @param copperDepth how far the copper reaches behind the edge
 * @param biteWidth the width that the depth of a bite is relative to
 * @param room how far the straight edge continues on both sides
 * @param bare whether the copper is a bare land
 */
record Edge(
    int net,
    Vertex origin,
    double outX,
    double outY,
    double copperDepth,
    double biteWidth,
    double room,
    boolean bare) {

  /** Returns the point this far along the edge and this far out of the copper. */
  Vertex at(double along, double out) {
    return new Vertex(
        origin.x() - outY * along + outX * out, origin.y() + outX * along + outY * out);
  }

  /** Returns how far out of the copper a point lies. */
  double outOf(Vertex v) {
    return (v.x() - origin.x()) * outX + (v.y() - origin.y()) * outY;
  }

  double alongOf(Vertex v) {
    return -(v.x() - origin.x()) * outY + (v.y() - origin.y()) * outX;
  }

  static Optional<Edge> of(Trace trace, SplittableRandom random) {
    List<Vertex> path = trace.path();
    int i = 1 + random.nextInt(path.size() - 1);
    Vertex a = path.get(i - 1);
    Vertex b = path.get(i);
    double length = a.distanceTo(b);
    if (length < 40) {
      return Optional.empty();
    }
    double ux = (b.x() - a.x()) / length;
    double uy = (b.y() - a.y()) / length;
    // Bends take up half a width at both ends.
    double end = trace.width() / 2 + 2;
    double t = end + random.nextDouble() * (length - 2 * end);
    int side = random.nextInt(2) * 2 - 1;
    double half = trace.width() / 2;
    Vertex origin = a.plus(ux * t - uy * side * half, uy * t + ux * side * half);
    double room = Math.min(t, length - t) - half * 0.5;
    return Optional.of(
        new Edge(
            trace.net(), origin, -uy * side, ux * side, trace.width(), trace.width(), room, false));
  }

  /** Picks an edge of a rectangular land. */
  static Optional<Edge> of(Pad pad, SplittableRandom random) {
    if (pad.isRound() || pad.holeRadius() > 0) {
      return Optional.empty();
    }
    double cx = pad.centre().x();
    double cy = pad.centre().y();
    return Optional.of(
        side(
            pad.net(),
            cx - pad.width() / 2,
            cy - pad.height() / 2,
            cx + pad.width() / 2,
            cy + pad.height() / 2,
            pad.corner(),
            true,
            random));
  }

  static Optional<Edge> of(Pour pour, SplittableRandom random) {
    return Optional.of(
        side(
            pour.net(),
            pour.left(),
            pour.top(),
            pour.right(),
            pour.bottom(),
            pour.cut(),
            false,
            random));
  }

  private static Edge side(
      int net,
      double left,
      double top,
      double right,
      double bottom,
      double corner,
      boolean bare,
      SplittableRandom random) {
    int side = random.nextInt(4);
    boolean upright = side < 2;
    double length = (upright ? bottom - top : right - left) - 2 * corner;
    double t = random.nextDouble() * length;
    double room = Math.min(t, length - t);
    double depth = upright ? right - left : bottom - top;
    double bite = Math.min(depth, 24);
    return switch (side) {
      case 0 -> new Edge(net, new Vertex(left, top + corner + t), -1, 0, depth, bite, room, bare);
      case 1 -> new Edge(net, new Vertex(right, top + corner + t), 1, 0, depth, bite, room, bare);
      case 2 -> new Edge(net, new Vertex(left + corner + t, top), 0, -1, depth, bite, room, bare);
      default ->
          new Edge(net, new Vertex(left + corner + t, bottom), 0, 1, depth, bite, room, bare);
    };
  }
}
