package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Fills the space that components and their connections leave empty with groups of bus lanes from
 * via to via, copper areas, single vias and texts.
 */
final class EmptyAreaFiller {
  private final BoardDraft draft;
  private final ClearanceMap map;
  private final SplittableRandom random;

  EmptyAreaFiller(BoardDraft draft, SplittableRandom random) {
    this.draft = draft;
    this.map = draft.map();
    this.random = random;
  }

  void fill() {
    for (int i = 0; i < 150; i++) {
      bus(3 + random.nextInt(3), 180, 420);
    }
    for (int i = 0; i < 60; i++) {
      copperArea();
    }
    draft.placeLabels();
    for (int i = 0; i < 200; i++) {
      bus(2 + random.nextInt(2), 120, 300);
    }
    for (int i = 0; i < 120; i++) {
      bus(1, 80, 240);
    }
    for (int i = 0; i < 40; i++) {
      via();
    }
    String[] titles = {
      "SIGHTLINE", "SL-100 REV A", "SL-204 REV B", "MADE FOR TEST", "MAIN BOARD", "E171"
    };
    draft.placeText(titles[random.nextInt(titles.length)], 22, 40);
    draft.placeText(String.format(Locale.ROOT, "%06d", random.nextInt(1000000)), 16, 40);
  }

  /**
   * Adds parallel traces with one 45 degree jog and a via at each end; the ends are staggered so
   * that the vias keep their clearance.
   */
  private void bus(int lanes, int shortest, int longest) {
    boolean horizontal = random.nextInt(2) == 0;
    // At this width, the staggered vias keep their clearance from the neighbouring lanes.
    double width = lanes == 1 ? 16 + 4 * random.nextInt(4) : 16;
    int pitch = 40;
    double length = shortest + 20 * random.nextInt((longest - shortest) / 20);
    double jog = 20 * (random.nextInt(9) - 4);
    double start =
        60 + 20 * random.nextInt((int) ((horizontal ? draft.width() : draft.height()) - 120) / 20);
    double across =
        60 + 20 * random.nextInt((int) ((horizontal ? draft.height() : draft.width()) - 120) / 20);
    double bend = 60 + 20 * random.nextInt((int) (length - 40) / 20);
    List<List<Vertex>> paths = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      double stagger = (i & 1) * 40;
      // Each lane bends 20 pixels after the previous one, which is more than pitch * tan(22.5 deg),
      // so the diagonals are no closer together than the straights.
      double at = start + bend - Math.signum(jog) * 20 * i;
      double lane = across + i * pitch;
      double from = start + stagger;
      double to = start + length + Math.abs(jog) + stagger;
      if (jog != 0 && (at < from + 40 || at + Math.abs(jog) > to - 40)) {
        return;
      }
      List<Vertex> path = new ArrayList<>();
      path.add(spot(horizontal, from, lane));
      if (jog != 0) {
        path.add(spot(horizontal, at, lane));
        path.add(spot(horizontal, at + Math.abs(jog), lane + jog));
      }
      path.add(spot(horizontal, to, lane + jog));
      if (!clear(path, width)) {
        return;
      }
      paths.add(path);
    }
    for (List<Vertex> path : paths) {
      int net = map.newNet();
      draft.add(new Trace(net, path, width));
      draft.add(Pad.round(net, path.get(0), BoardDraft.VIA_RADIUS, BoardDraft.VIA_HOLE));
      draft.add(
          Pad.round(net, path.get(path.size() - 1), BoardDraft.VIA_RADIUS, BoardDraft.VIA_HOLE));
    }
  }

  private static Vertex spot(boolean horizontal, double along, double across) {
    return horizontal ? new Vertex(along, across) : new Vertex(across, along);
  }

  private boolean clear(List<Vertex> path, double width) {
    Vertex first = path.get(0);
    Vertex last = path.get(path.size() - 1);
    if (!viaFits(first) || !viaFits(last)) {
      return false;
    }
    double room = width / 2 + BoardGenerator.ROUTING_CLEARANCE;
    for (int i = 1; i < path.size(); i++) {
      Vertex a = path.get(i - 1);
      Vertex b = path.get(i);
      int steps =
          (int) Math.max(Math.abs(b.x() - a.x()), Math.abs(b.y() - a.y())) / ClearanceMap.STEP;
      for (int s = 0; s <= steps; s++) {
        double t = steps == 0 ? 0 : (double) s / steps;
        double x = a.x() + t * (b.x() - a.x());
        double y = a.y() + t * (b.y() - a.y());
        if (!draft.routable().contains(x, y) || map.free((int) x, (int) y) < room) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean viaFits(Vertex at) {
    return draft.routable().contains(at.x(), at.y())
        && map.free((int) at.x(), (int) at.y())
            >= BoardDraft.VIA_RADIUS + BoardGenerator.ROUTING_CLEARANCE;
  }

  private void via() {
    Vertex at =
        BoardDraft.onGrid(
            new Vertex(random.nextDouble() * draft.width(), random.nextDouble() * draft.height()));
    if (viaFits(at) && random.nextInt(3) > 0) {
      draft.add(Pad.round(map.newNet(), at, BoardDraft.VIA_RADIUS, BoardDraft.VIA_HOLE));
    }
  }

  private void copperArea() {
    double w = 100 + 20 * random.nextInt(8);
    double h = 80 + 20 * random.nextInt(6);
    double x = 40 + random.nextInt((int) (draft.width() - w - 80));
    double y = 40 + random.nextInt((int) (draft.height() - h - 80));
    Area area = new Area(x, y, x + w, y + h);
    if (draft.isEmpty(area, BoardGenerator.ROUTING_CLEARANCE + 2)) {
      CopperAreas.add(draft, area, random);
    }
  }
}
