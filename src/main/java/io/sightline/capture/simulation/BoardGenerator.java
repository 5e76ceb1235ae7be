package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Designs boards: places mounting holes, connectors, chips and passives, routes traces between them
 * in 45 degree steps, then fills the rest with buses, copper areas and vias. Every trace ends on a
 * pad or via, and conductors of different nets keep their distance. One generator reuses its maps
 * for all boards; not thread-safe.
 */
final class BoardGenerator {
  static final double MAX_WIDTH = 1180;
  static final double MAX_HEIGHT = 930;

  /** The minimum distance between conductors of different nets. */
  static final double CLEARANCE = 18.5;

  /** The router's clearance: slightly larger, because it checks only grid nodes. */
  static final double ROUTING_CLEARANCE = 20;

  private final ClearanceMap map = new ClearanceMap(MAX_WIDTH, MAX_HEIGHT);
  private final TraceRouter router = new TraceRouter(map, MAX_WIDTH, MAX_HEIGHT);

  Board generate(SplittableRandom random) {
    map.clear();
    double width = 1130 + random.nextInt(5) * 10;
    double height = 880 + random.nextInt(5) * 10;
    BoardDraft draft = new BoardDraft(map, width, height, random);
    ComponentPlacer placer = new ComponentPlacer(draft, random);
    placer.place();
    connect(draft, random);
    new EmptyAreaFiller(draft, random).fill();
    BoardColour colour = BoardColour.pick(random.nextDouble());
    return draft.board(colour, finish(colour, random));
  }

  /** Tin would be barely visible on white, gold on yellow. */
  private static Finish finish(BoardColour colour, SplittableRandom random) {
    return switch (colour) {
      case WHITE -> Finish.GOLD;
      case YELLOW -> Finish.TIN;
      default -> random.nextInt(10) < 4 ? Finish.TIN : Finish.GOLD;
    };
  }

  /** Connects pads to nearby pads of other components, and some of the rest to a via. */
  private void connect(BoardDraft draft, SplittableRandom random) {
    List<Terminal> open = shuffled(draft.terminals(), random);
    double signal = 16 + 2 * random.nextInt(2);
    boolean[] used = new boolean[open.size()];
    for (int i = 0; i < open.size(); i++) {
      if (used[i] || random.nextInt(12) == 0) {
        continue;
      }
      Terminal from = open.get(i);
      int skipped = i;
      List<Integer> near = new ArrayList<>();
      for (int j = 0; j < open.size(); j++) {
        if (j != skipped && !used[j] && open.get(j).component() != from.component()) {
          near.add(j);
        }
      }
      near.sort(Comparator.comparingDouble(j -> open.get(j).at().distanceTo(from.at())));
      boolean done = false;
      for (int k = 0; k < Math.min(3, near.size()) && !done; k++) {
        int j = near.get(k);
        Terminal to = open.get(j);
        double distance = from.at().distanceTo(to.at());
        if (distance > 520) {
          break;
        }
        double wide = from.wide() && to.wide() ? 22 + 2 * random.nextInt(4) : signal;
        done = route(draft, from, to, wide) || (wide > signal && route(draft, from, to, signal));
        if (done) {
          used[i] = true;
          used[j] = true;
        }
      }
      if (!done) {
        used[i] = fanOut(draft, from, from.wide() ? 22 : signal, random);
      }
    }
  }

  private static List<Terminal> shuffled(List<Terminal> terminals, SplittableRandom random) {
    List<Terminal> shuffled = new ArrayList<>(terminals);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  private boolean route(BoardDraft draft, Terminal from, Terminal to, double width) {
    double room = width / 2 + ROUTING_CLEARANCE;
    List<Vertex> path =
        router.route(
            from.at(),
            to.at(),
            map.net(from.net()),
            map.net(to.net()),
            room,
            draft.routable(),
            700);
    if (path.size() < 2 || sharp(path) || winding(path)) {
      return false;
    }
    map.join(from.net(), to.net());
    draft.add(new Trace(from.net(), path, width));
    return true;
  }

  /** Adds a trace from a pad to a new via nearby. */
  private boolean fanOut(BoardDraft draft, Terminal from, double width, SplittableRandom random) {
    for (int attempt = 0; attempt < 8; attempt++) {
      double reach = 80 + 20 * random.nextInt(7);
      Vertex along =
          from.at()
              .plus(
                  from.outX() * reach + (1 - Math.abs(from.outX())) * 20 * (random.nextInt(7) - 3),
                  from.outY() * reach + (1 - Math.abs(from.outY())) * 20 * (random.nextInt(7) - 3));
      Vertex via = BoardDraft.onGrid(along);
      if (!draft.routable().contains(via.x(), via.y())
          || map.free((int) via.x(), (int) via.y()) < BoardDraft.VIA_RADIUS + ROUTING_CLEARANCE) {
        continue;
      }
      double room = width / 2 + ROUTING_CLEARANCE;
      int net = map.net(from.net());
      List<Vertex> path = router.route(from.at(), via, net, net, room, draft.routable(), 120);
      if (path.size() >= 2 && !sharp(path) && !winding(path)) {
        draft.add(new Trace(from.net(), path, width));
        draft.add(Pad.round(from.net(), via, BoardDraft.VIA_RADIUS, BoardDraft.VIA_HOLE));
        return true;
      }
    }
    return false;
  }

  /** Returns whether the path is a detour that no layout engineer would accept. */
  private static boolean winding(List<Vertex> path) {
    double length = 0;
    for (int i = 1; i < path.size(); i++) {
      length += path.get(i - 1).distanceTo(path.get(i));
    }
    return length > 1.7 * path.get(0).distanceTo(path.get(path.size() - 1)) + 20;
  }

  private static boolean sharp(List<Vertex> path) {
    for (int i = 2; i < path.size(); i++) {
      Vertex a = path.get(i - 2);
      Vertex b = path.get(i - 1);
      Vertex c = path.get(i);
      double dot = (b.x() - a.x()) * (c.x() - b.x()) + (b.y() - a.y()) * (c.y() - b.y());
      if (dot < -1e-9) {
        return true;
      }
    }
    return false;
  }
}
