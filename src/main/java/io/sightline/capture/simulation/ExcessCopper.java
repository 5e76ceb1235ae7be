package io.sightline.capture.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Copper that should not be there: shorts, spurs, islands. Each method makes one attempt and
 * returns empty if the place is unsuitable.
 */
final class ExcessCopper {
  private final Board board;
  private final SplittableRandom random;
  private final DefectSites sites;
  private final IrregularShapes shapes;

  ExcessCopper(Board board, DefectSites sites, SplittableRandom random) {
    this.board = board;
    this.random = random;
    this.sites = sites;
    this.shapes = new IrregularShapes(random);
  }

  Optional<Flaw> shortCircuit() {
    Optional<Edge> found = sites.anyEdge(10);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Edge edge = found.get();
    double across = 0;
    double limit = 44;
    while (across < limit) {
      Vertex v = edge.at(0, across);
      if (!sites.onBoard(v, 12) || sites.printed(v, 4)) {
        return Optional.empty();
      }
      double d = sites.free(edge.net(), v);
      if (d < 0.5) {
        break;
      }
      across += Math.max(0.5, d);
    }
    if (across >= limit || across < 12) {
      return Optional.empty();
    }
    // Thinner than any trace, so that it cannot be mistaken for one.
    double width = sites.size(6.5, 12.5);
    // The bridge must meet the far side with its whole width, not just touch it with a corner.
    for (int side = -1; side <= 1; side += 2) {
      Vertex far = edge.at(side * width / 2, across + 3);
      if (sites.free(edge.net(), far) > 2) {
        return Optional.empty();
      }
    }
    List<Vertex> outline = shapes.bridge(edge, across, width, 4);
    return Optional.of(
        new Flaw(DefectKind.SHORT, outline, shapes.clip(edge, outline, 0, across), false));
  }

  Optional<Flaw> spur() {
    Optional<Edge> found = sites.anyEdge(10);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Edge edge = found.get();
    double length = sites.size(10.5, 26);
    double base = Math.max(9, length * (0.5 + 0.6 * random.nextDouble()));
    if (edge.room() < base / 2 + 5) {
      return Optional.empty();
    }
    // Leave free space ahead of the tip and on both sides: a spur that nearly touches would pass
    // for a short.
    Vertex tip = edge.at(0, length);
    Vertex left = edge.at(-base / 2, length * 0.6);
    Vertex right = edge.at(base / 2, length * 0.6);
    if (sites.free(edge.net(), tip) < 10
        || sites.free(edge.net(), left) < 9
        || sites.free(edge.net(), right) < 9
        || !sites.onBoard(tip, 14)
        || sites.printed(tip, 6)
        || sites.ownCopper(edge.net(), tip) < length * 0.8) {
      return Optional.empty();
    }
    List<Vertex> outline = shapes.bump(edge, length, base, 3);
    return Optional.of(
        new Flaw(DefectKind.SPUR, outline, shapes.clip(edge, outline, 0, 1e9), false));
  }

  Optional<Flaw> island() {
    double radius = sites.size(6, 17);
    Vertex at =
        new Vertex(
            30 + random.nextDouble() * (board.width() - 60),
            30 + random.nextDouble() * (board.height() - 60));
    if (board.distanceToOthers(-1, at.x(), at.y()) < radius * 1.3 + 10
        || sites.printed(at, radius * 1.3 + 8)) {
      return Optional.empty();
    }
    List<Vertex> outline = shapes.blob(at, radius, 0.75);
    return Optional.of(new Flaw(DefectKind.COPPER, outline, outline, false));
  }
}
