package io.sightline.capture.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Missing copper: opens, mousebites, pin-holes. Each method makes one attempt and returns empty if
 * the place is unsuitable.
 */
final class MissingCopper {
  private final Board board;
  private final SplittableRandom random;
  private final DefectSites sites;
  private final IrregularShapes shapes;

  MissingCopper(Board board, DefectSites sites, SplittableRandom random) {
    this.board = board;
    this.random = random;
    this.sites = sites;
    this.shapes = new IrregularShapes(random);
  }

  Optional<Flaw> open() {
    Optional<Edge> found = sites.traceEdge(14);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Edge edge = found.get();
    double gap = sites.size(9, 28);
    if (edge.room() < gap / 2 + 10) {
      return Optional.empty();
    }
    double width = edge.copperDepth();
    List<Vertex> outline = shapes.gap(edge, gap, width, 3);
    return Optional.of(
        new Flaw(DefectKind.OPEN, outline, shapes.clip(edge, outline, -width, 0), false));
  }

  Optional<Flaw> mousebite() {
    Optional<Edge> found = sites.anyEdge(12);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Edge edge = found.get();
    double depth = Math.max(8.5, edge.biteWidth() * sites.size(0.38, 0.7));
    double length = Math.max(11, depth * (1.0 + 1.1 * random.nextDouble()));
    if (edge.room() < length / 2 + 6 || depth > edge.copperDepth() - 4) {
      return Optional.empty();
    }
    List<Vertex> outline = shapes.bump(edge, -depth, length, 3);
    return Optional.of(
        new Flaw(DefectKind.MOUSEBITE, outline, shapes.clip(edge, outline, -1e9, 0), edge.bare()));
  }

  Optional<Flaw> pinHole() {
    double radius = sites.size(4.8, 8.5);
    int choice = random.nextInt(10);
    if (choice < (board.pours().isEmpty() ? 6 : 4)) {
      return pinHoleInTrace(radius);
    }
    if (choice < 6) {
      Pour pour = board.pours().get(random.nextInt(board.pours().size()));
      Vertex at =
          new Vertex(
              pour.left() + random.nextDouble() * (pour.right() - pour.left()),
              pour.top() + random.nextDouble() * (pour.bottom() - pour.top()));
      if (pour.distance(at.x(), at.y()) > -radius * 1.2 - 8
          || board.distanceToPads(at.x(), at.y()) < radius * 1.2 + 8) {
        return Optional.empty();
      }
      List<Vertex> outline = shapes.blob(at, radius * 1.15, 0.85);
      return Optional.of(new Flaw(DefectKind.PIN_HOLE, outline, outline, false));
    }
    Pad pad = board.pads().get(random.nextInt(board.pads().size()));
    double half = Math.min(pad.width(), pad.height()) / 2;
    if (pad.holeRadius() > 0 || pad.isRound()) {
      return Optional.empty();
    }
    if (half < 14) {
      radius = Math.min(radius, half - 4.5);
    }
    double spanX = pad.width() / 2 - radius * 1.15 - 3.5;
    double spanY = pad.height() / 2 - radius * 1.15 - 3.5;
    if (radius < 4.6 || spanX < 0 || spanY < 0) {
      return Optional.empty();
    }
    Vertex at =
        pad.centre()
            .plus((2 * random.nextDouble() - 1) * spanX, (2 * random.nextDouble() - 1) * spanY);
    List<Vertex> outline = shapes.blob(at, radius, 0.9);
    return Optional.of(new Flaw(DefectKind.PIN_HOLE, outline, outline, true));
  }

  private Optional<Flaw> pinHoleInTrace(double wanted) {
    Optional<Edge> found = sites.traceEdge(10);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Edge edge = found.get();
    double width = edge.copperDepth();
    double radius = Math.min(wanted, width / 2 - 3.6);
    if (radius < 4.6 || edge.room() < radius + 8) {
      return Optional.empty();
    }
    double play = Math.max(0, width / 2 - radius * 1.1 - 3.2);
    Vertex at = edge.at(0, -width / 2 + (2 * random.nextDouble() - 1) * play);
    List<Vertex> outline = shapes.blob(at, radius, 0.92);
    return Optional.of(new Flaw(DefectKind.PIN_HOLE, outline, outline, false));
  }
}
