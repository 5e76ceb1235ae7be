package io.sightline.capture.simulation;

import java.util.Optional;
import java.util.SplittableRandom;

/** Finds places where a board can be damaged, and measures what surrounds them. */
final class DefectSites {
  private final Board board;
  private final double difficulty;
  private final SplittableRandom random;

  DefectSites(Board board, double difficulty, SplittableRandom random) {
    this.board = board;
    this.difficulty = difficulty;
    this.random = random;
  }

  /** Picks a size from least (subtle) to most (plain); harder boards have more small ones. */
  double size(double least, double most) {
    double u = random.nextDouble();
    double bent = (1 - difficulty) * u + difficulty * u * u;
    return least + (most - least) * bent;
  }

  /**
   * Picks a random place on the edge of a random straight piece of trace, clear of its bends and of
   * all pads.
   */
  Optional<Edge> traceEdge(double fromPads) {
    if (board.traces().isEmpty()) {
      return Optional.empty();
    }
    Trace trace = board.traces().get(random.nextInt(board.traces().size()));
    Optional<Edge> edge = Edge.of(trace, random);
    return edge.filter(
        e -> {
          Vertex v = e.at(0, -e.copperDepth() / 2);
          return board.distanceToPads(v.x(), v.y()) >= fromPads + e.copperDepth() / 2;
        });
  }

  Optional<Edge> anyEdge(double fromPads) {
    int choice = random.nextInt(10);
    if (choice < 8) {
      return traceEdge(fromPads);
    }
    if (choice == 8 && !board.pours().isEmpty()) {
      return Edge.of(board.pours().get(random.nextInt(board.pours().size())), random);
    }
    return Edge.of(board.pads().get(random.nextInt(board.pads().size())), random);
  }

  double free(int net, Vertex v) {
    return board.distanceToOthers(net, v.x(), v.y());
  }

  /**
   * Returns the distance to the nearest copper of the same net, as a spur in an inner corner would
   * not stand out.
   */
  double ownCopper(int net, Vertex v) {
    double nearest = 1e9;
    for (Trace trace : board.traces()) {
      if (trace.net() == net) {
        nearest = Math.min(nearest, trace.distance(v.x(), v.y()));
      }
    }
    for (Pad pad : board.pads()) {
      if (pad.net() == net) {
        nearest = Math.min(nearest, pad.distance(v.x(), v.y()));
      }
    }
    return nearest;
  }

  boolean onBoard(Vertex v, double margin) {
    return v.x() > margin
        && v.y() > margin
        && v.x() < board.width() - margin
        && v.y() < board.height() - margin;
  }

  boolean printed(Vertex v, double margin) {
    for (Area area : board.printed()) {
      if (area.grown(margin).contains(v.x(), v.y())) {
        return true;
      }
    }
    return false;
  }
}
