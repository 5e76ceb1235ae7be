package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Puts the lands of components on an empty board, each component with room around it for traces.
 */
final class ComponentPlacer {
  private static final int PITCH = 40;

  private final BoardDraft draft;
  private final SplittableRandom random;
  private final List<Area> taken = new ArrayList<>();
  private int components;
  private int chips;
  private int resistors;
  private int connectors;

  ComponentPlacer(BoardDraft draft, SplittableRandom random) {
    this.draft = draft;
    this.random = random;
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
        quad();
      } else {
        dual();
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
      taken.add(new Area(x - 62, y - 62, x + 62, y + 62));
    }
  }

  /** A row of round lands with drill holes along one edge; the first one is square. */
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
    if (!reserve(body, 40)) {
      return;
    }
    int component = components++;
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

  /** Two rows of rectangular lands with the chip's outline between them. */
  private void dual() {
    boolean upright = random.nextInt(2) == 0;
    int pins = 4 + random.nextInt(4);
    double half = 20 * (4 + random.nextInt(2));
    double along = (pins - 1) * PITCH / 2.0;
    Optional<Vertex> found =
        findRoom(upright ? half + 26 : along + 24, upright ? along + 24 : half + 26, 50);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = components++;
    double length = 46;
    double thick = 20;
    for (int side = -1; side <= 1; side += 2) {
      for (int i = 0; i < pins; i++) {
        double s = i * PITCH - Math.floor(along / 20) * 20;
        Vertex at = upright ? centre.plus(side * half, s) : centre.plus(s, side * half);
        land(
            component,
            at,
            upright ? length : thick,
            upright ? thick : length,
            upright ? side : 0,
            upright ? 0 : side,
            false);
      }
    }
    double inner = half - length / 2 - 12;
    double middle =
        upright
            ? centre.y() - Math.floor(along / 20) * 20 + along
            : centre.x() - Math.floor(along / 20) * 20 + along;
    Area body =
        upright
            ? new Area(
                centre.x() - inner, middle - along - 8, centre.x() + inner, middle + along + 8)
            : new Area(
                middle - along - 8, centre.y() - inner, middle + along + 8, centre.y() + inner);
    chipBody(body, upright, true);
  }

  /** Lands on four sides and a cooling land in the middle. */
  private void quad() {
    int pins = 4 + random.nextInt(2);
    double along = (pins - 1) * PITCH / 2.0;
    double half = 20 * Math.ceil((along + 52) / 20);
    Optional<Vertex> found = findRoom(half + 26, half + 26, 50);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = components++;
    double shift = Math.floor(along / 20) * 20;
    for (int i = 0; i < pins; i++) {
      double s = i * PITCH - shift;
      land(component, centre.plus(s, -half), 20, 46, 0, -1, false);
      land(component, centre.plus(s, half), 20, 46, 0, 1, false);
      land(component, centre.plus(-half, s), 46, 20, -1, 0, false);
      land(component, centre.plus(half, s), 46, 20, 1, 0, false);
    }
    double inner = half - 23 - 13;
    Area body =
        new Area(centre.x() - inner, centre.y() - inner, centre.x() + inner, centre.y() + inner);
    chipBody(body, true, false);
    draft.wishLabel(
        "U" + chips,
        new Area(
            centre.x() - half - 23,
            centre.y() - half - 23,
            centre.x() - along - 20,
            centre.y() - along - 20));
    double cool = inner - 22;
    if (cool > 22) {
      draft.add(Pad.rectangular(draft.map().newNet(), centre, 2 * cool, 2 * cool, 4));
    }
  }

  private void chipBody(Area body, boolean upright, boolean named) {
    draft.map().keepOut(body.left() + 4, body.top() + 4, body.right() - 4, body.bottom() - 4);
    draft.claim(body.grown(4));
    draft.add(
        new Silkscreen.Line(
            List.of(
                new Vertex(body.left(), body.top()),
                new Vertex(body.right(), body.top()),
                new Vertex(body.right(), body.bottom()),
                new Vertex(body.left(), body.bottom())),
            true));
    draft.add(new Silkscreen.Dot(new Vertex(body.left() + 11, body.top() + 11), 3.6));
    chips++;
    String name = "U" + chips;
    double size = 17;
    double w = Strokes.width(name, size);
    if (named && body.right() - body.left() > w + 24 && body.bottom() - body.top() > 40) {
      double y = upright ? body.top() + 32 : (body.top() + body.bottom() + size) / 2;
      draft.add(
          new Silkscreen.Text(name, new Vertex((body.left() + body.right() - w) / 2, y), size));
    }
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
        findRoom(upright ? halfWide : halfLong, upright ? halfLong : halfWide, 30);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = components++;
    Vertex first =
        upright
            ? centre.plus(0, -Math.floor(gap / 40) * 20)
            : centre.plus(-Math.floor(gap / 40) * 20, 0);
    Vertex other = upright ? first.plus(0, gap) : first.plus(gap, 0);
    land(
        component,
        first,
        upright ? h : w,
        upright ? w : h,
        upright ? 0 : -1,
        upright ? -1 : 0,
        true);
    land(
        component, other, upright ? h : w, upright ? w : h, upright ? 0 : 1, upright ? 1 : 0, true);
    resistors++;
    String name = (large ? "C" : "R") + resistors;
    double left = Math.min(first.x(), other.x()) - (upright ? h : w) / 2;
    double top = Math.min(first.y(), other.y()) - (upright ? w : h) / 2;
    draft.wishLabel(
        name, new Area(left, top, left + (upright ? h : w + gap), top + (upright ? w + gap : h)));
  }

  private void testPoint() {
    Optional<Vertex> found = findRoom(20, 20, 24);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int net = draft.map().newNet();
    draft.add(Pad.round(net, centre, 17, 0));
    draft.add(new Terminal(net, components++, centre, random.nextInt(2) * 2 - 1, 0, true));
  }

  /** A copper area with stitching vias. */
  private void copperArea() {
    double halfW = 60 + 20 * random.nextInt(5);
    double halfH = 50 + 20 * random.nextInt(4);
    Optional<Vertex> found = findRoom(halfW, halfH, 40);
    if (found.isPresent()) {
      Vertex centre = found.get();
      CopperAreas.add(
          draft,
          new Area(centre.x() - halfW, centre.y() - halfH, centre.x() + halfW, centre.y() + halfH),
          random);
    }
  }

  private void land(
      int component, Vertex at, double w, double h, int outX, int outY, boolean wide) {
    int net = draft.map().newNet();
    draft.add(Pad.rectangular(net, at, w, h, 3));
    draft.add(new Terminal(net, component, at, outX, outY, wide));
  }

  private boolean reserve(Area body, double room) {
    Area wanted = body.grown(room);
    for (Area other : taken) {
      if (other.touches(wanted)) {
        return false;
      }
    }
    taken.add(body);
    return true;
  }

  private Optional<Vertex> findRoom(double halfWidth, double halfHeight, double room) {
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
