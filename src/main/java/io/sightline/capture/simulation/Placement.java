package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Tracks which places on a board components occupy, and finds room for more. */
final class Placement {
  private final BoardDraft draft;
  private final SplittableRandom random;
  private final List<Area> taken = new ArrayList<>();
  private int components;

  Placement(BoardDraft draft, SplittableRandom random) {
    this.draft = draft;
    this.random = random;
  }

  int nextComponent() {
    return components++;
  }

  /** Adds a rectangular land that needs a connection. */
  void land(int component, Vertex at, double w, double h, int outX, int outY, boolean wide) {
    int net = draft.map().newNet();
    draft.add(Pad.rectangular(net, at, w, h, 3));
    draft.add(new Terminal(net, component, at, outX, outY, wide));
  }

  /** Reserves an area if no component lies within {@code room} of it. */
  boolean reserve(Area body, double room) {
    Area wanted = body.grown(room);
    for (Area other : taken) {
      if (other.touches(wanted)) {
        return false;
      }
    }
    taken.add(body);
    return true;
  }

  /** Reserves the first of some random places with enough room for a component of this size. */
  Optional<Vertex> findRoom(double halfWidth, double halfHeight, double room) {
    for (int attempt = 0; attempt < 30; attempt++) {
      double rangeX = draft.width() - 2 * (halfWidth + 50);
      double rangeY = draft.height() - 2 * (halfHeight + 50);
      Vertex centre =
          BoardDraft.onGrid(
              new Vertex(
                  halfWidth + 50 + random.nextDouble() * rangeX,
                  halfHeight + 50 + random.nextDouble() * rangeY));
      Area body =
          new Area(
              centre.x() - halfWidth,
              centre.y() - halfHeight,
              centre.x() + halfWidth,
              centre.y() + halfHeight);
      if (reserve(body, room)) {
        return Optional.of(centre);
      }
    }
    return Optional.empty();
  }
}
