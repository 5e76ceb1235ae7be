package io.sightline.capture.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A board while it is being designed. */
final class BoardDraft {
  static final double VIA_RADIUS = 13;
  static final double VIA_HOLE = 5.5;

  private final ClearanceMap map;
  private final double width;
  private final double height;
  private final List<Trace> traces = new ArrayList<>();
  private final List<Pad> pads = new ArrayList<>();
  private final List<Pour> pours = new ArrayList<>();
  private final List<Silkscreen> print = new ArrayList<>();
  private final List<Area> printed = new ArrayList<>();
  private final List<Terminal> terminals = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();
  private final SplittableRandom random;

  private record Wish(String name, Area beside) {}

  BoardDraft(ClearanceMap map, double width, double height, SplittableRandom random) {
    this.map = map;
    this.width = width;
    this.height = height;
    this.random = random;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  ClearanceMap map() {
    return map;
  }

  /** Returns the area in which the centres of traces and vias may lie. */
  Area routable() {
    return new Area(40, 40, width - 40, height - 40);
  }

  List<Terminal> terminals() {
    return terminals;
  }

  void add(Terminal terminal) {
    terminals.add(terminal);
  }

  void add(Trace trace) {
    traces.add(trace);
    map.add(trace);
  }

  void add(Pad pad) {
    pads.add(pad);
    map.add(pad);
  }

  void add(Pour pour) {
    pours.add(pour);
    map.add(pour);
  }

  void add(Silkscreen piece) {
    print.add(piece);
  }

  /** Reserves an area for printing if nothing else is printed there. */
  boolean claim(Area area) {
    for (Area other : printed) {
      if (other.touches(area)) {
        return false;
      }
    }
    printed.add(area);
    return true;
  }

  /**
   * Returns whether nothing conducting, kept out or printed lies in this area or within {@code
   * room} of its edges.
   */
  boolean isEmpty(Area area, double room) {
    if (area.left() < 24
        || area.top() < 24
        || area.right() > width - 24
        || area.bottom() > height - 24) {
      return false;
    }
    for (Area other : printed) {
      if (other.touches(area)) {
        return false;
      }
    }
    for (double y = area.top(); y <= area.bottom() + 5; y += ClearanceMap.STEP) {
      for (double x = area.left(); x <= area.right() + 5; x += ClearanceMap.STEP) {
        double px = Math.min(x, area.right());
        double py = Math.min(y, area.bottom());
        if (map.freeAnywhere(px, py) < room) {
          return false;
        }
      }
    }
    return true;
  }

  /** Requests a label next to this area; it is placed once the traces are known. */
  void wishLabel(String name, Area beside) {
    wishes.add(new Wish(name, beside));
  }

  /**
   * Prints the labels that have room next to their component and leaves out the others, as layout
   * engineers do.
   */
  void placeLabels() {
    for (Wish wish : wishes) {
      double size = 16;
      double w = Strokes.width(wish.name(), size);
      Area b = wish.beside();
      double cx = (b.left() + b.right() - w) / 2;
      double cy = (b.top() + b.bottom() - size) / 2;
      double gap = 16;
      double[][] places = {
        {cx, b.top() - gap - size},
        {cx, b.bottom() + gap},
        {b.left() - gap - w, cy},
        {b.right() + gap, cy}
      };
      for (double[] place : places) {
        if (text(wish.name(), place[0], place[1], w, size, 8)) {
          break;
        }
      }
    }
  }

  /** Prints a text anywhere it fits. */
  void placeText(String text, double size, int attempts) {
    double w = Strokes.width(text, size);
    for (int i = 0; i < attempts; i++) {
      double x = 30 + random.nextDouble() * (width - w - 60);
      double y = 30 + random.nextDouble() * (height - size - 60);
      if (text(text, x, y, w, size, 12)) {
        return;
      }
    }
  }

  private boolean text(String text, double x, double y, double w, double size, double room) {
    Area area = new Area(x - 4, y - 4, x + w + 4, y + size + 4);
    if (!isEmpty(area, room) || !claim(area)) {
      return false;
    }
    print.add(new Silkscreen.Text(text, new Vertex(x, y + size), size));
    map.keepOut(area.left() + 8, area.top() + 8, area.right() - 8, area.bottom() - 8);
    return true;
  }

  static Vertex onGrid(Vertex v) {
    int g = TraceRouter.GRID;
    return new Vertex(Math.rint(v.x() / g) * g, Math.rint(v.y() / g) * g);
  }

  Board board(BoardColour colour, Finish finish) {
    List<Trace> t = new ArrayList<>();
    for (Trace trace : traces) {
      t.add(new Trace(map.net(trace.net()), trace.path(), trace.width()));
    }
    List<Pad> p = new ArrayList<>();
    for (Pad pad : pads) {
      p.add(
          new Pad(
              map.net(pad.net()),
              pad.centre(),
              pad.width(),
              pad.height(),
              pad.corner(),
              pad.holeRadius()));
    }
    return new Board(width, height, colour, finish, t, p, pours, print, printed);
  }
}
