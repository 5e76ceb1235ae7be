package io.sightline.capture.simulation;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Places the lands of components on an empty board, leaving room for traces around each component.
 */
final class ComponentPlacer {
  private final BoardDraft draft;
  private final SplittableRandom random;
  private final Placement placement;
  private final ChipPlacer chips;
  private int resistors;
  private int connectors;

  ComponentPlacer(BoardDraft draft, SplittableRandom random) {
    this.draft = draft;
    this.random = random;
    this.placement = new Placement(draft, random);
    this.chips = new ChipPlacer(draft, placement, random);
  }

  void place() {
    mountingHoles();
    int edges = 1 + random.nextInt(2);
    for (int i = 0; i < edges; i++) {
      connector();
    }
    int chipCount = 2 + random.nextInt(2);
    for (int i = 0; i < chipCount; i++) {
      if (random.nextInt(5) < 2) {
        chips.quad();
      } else {
        chips.dual();
      }
    }
    if (random.nextInt(3) == 0) {
      copperArea();
    }
    int passives = 7 + random.nextInt(7);
    for (int i = 0; i < passives; i++) {
      passive();
    }
    int points = 2 + random.nextInt(4);
    for (int i = 0; i < points; i++) {
      testPoint();
    }
  }

  private void mountingHoles() {
    double inset = 60;
    double w = Math.floor(draft.width() / 20) * 20;
    double h = Math.floor(draft.height() / 20) * 20;
    boolean four = random.nextInt(4) > 0;
    for (int corner = 0; corner < 4; corner++) {
      if (!four && corner % 3 != 0) {
        continue;
      }
      double x = (corner & 1) == 0 ? inset : w - inset;
      double y = (corner & 2) == 0 ? inset : h - inset;
      draft.add(Pad.round(draft.map().newNet(), new Vertex(x, y), 40, 25));
      placement.reserve(new Area(x - 62, y - 62, x + 62, y + 62), 0);
    }
  }

  /** Adds a row of round lands with drill holes along one edge; the first one is square. */
  private void connector() {
    boolean horizontal = random.nextInt(2) == 0;
    int pins = 5 + random.nextInt(6);
    double span = (pins - 1) * 60;
    boolean far = random.nextInt(2) == 0;
    double across = far ? (horizontal ? draft.height() : draft.width()) - 60 : 60;
    double space = (horizontal ? draft.width() : draft.height()) - span - 240;
    if (space < 20) {
      return;
    }
    double start = 120 + random.nextInt((int) space);
    Vertex first =
        BoardDraft.onGrid(horizontal ? new Vertex(start, across) : new Vertex(across, start));
    double dx = horizontal ? 60 : 0;
    double dy = horizontal ? 0 : 60;
    Area body =
        new Area(
            first.x() - 32,
            first.y() - 32,
            first.x() + dx * (pins - 1) + 32,
            first.y() + dy * (pins - 1) + 32);
    if (!placement.reserve(body, 40)) {
      return;
    }
    int component = placement.nextComponent();
    for (int i = 0; i < pins; i++) {
      Vertex at = first.plus(dx * i, dy * i);
      int net = draft.map().newNet();
      draft.add(i == 0 ? new Pad(net, at, 36, 36, 3, 9) : Pad.round(net, at, 18, 9));
      draft.add(
          new Terminal(
              net,
              component,
              at,
              horizontal ? 0 : far ? -1 : 1,
              horizontal ? far ? -1 : 1 : 0,
              true));
    }
    connectors++;
    draft.wishLabel("J" + connectors, body);
  }

  private void passive() {
    boolean upright = random.nextInt(2) == 0;
    boolean large = random.nextInt(4) == 0;
    double gap = large ? 80 : 60;
    double w = large ? 40 : 30;
    double h = large ? 50 : 34;
    double halfLong = gap / 2 + w / 2 + 4;
    double halfWide = h / 2 + 4;
    Optional<Vertex> found =
        placement.findRoom(upright ? halfWide : halfLong, upright ? halfLong : halfWide, 30);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = placement.nextComponent();
    Vertex first =
        upright
            ? centre.plus(0, -Math.floor(gap / 40) * 20)
            : centre.plus(-Math.floor(gap / 40) * 20, 0);
    Vertex other = upright ? first.plus(0, gap) : first.plus(gap, 0);
    placement.land(
        component,
        first,
        upright ? h : w,
        upright ? w : h,
        upright ? 0 : -1,
        upright ? -1 : 0,
        true);
    placement.land(
        component, other, upright ? h : w, upright ? w : h, upright ? 0 : 1, upright ? 1 : 0, true);
    resistors++;
    String name = (large ? "C" : "R") + resistors;
    double left = Math.min(first.x(), other.x()) - (upright ? h : w) / 2;
    double top = Math.min(first.y(), other.y()) - (upright ? w : h) / 2;
    draft.wishLabel(
        name, new Area(left, top, left + (upright ? h : w + gap), top + (upright ? w + gap : h)));
  }

  private void testPoint() {
    Optional<Vertex> found = placement.findRoom(20, 20, 24);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int net = draft.map().newNet();
    draft.add(Pad.round(net, centre, 17, 0));
    draft.add(
        new Terminal(net, placement.nextComponent(), centre, random.nextInt(2) * 2 - 1, 0, true));
  }

  /** Adds a copper area with stitching vias. */
  private void copperArea() {
    double halfW = 60 + 20 * random.nextInt(5);
    double halfH = 50 + 20 * random.nextInt(4);
    Optional<Vertex> found = placement.findRoom(halfW, halfH, 40);
    if (found.isPresent()) {
      Vertex centre = found.get();
      CopperAreas.add(
          draft,
          new Area(centre.x() - halfW, centre.y() - halfH, centre.x() + halfW, centre.y() + halfH),
          random);
    }
  }
}
