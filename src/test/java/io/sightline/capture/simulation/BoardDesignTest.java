package io.sightline.capture.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Tests the design of a good board for any seed: nothing in it may look like a defect. */
class BoardDesignTest {
  /** Points are sampled a pixel apart: between two of them, an edge may be this much nearer. */
  private static final double SAMPLING = 0.3;

  @Property(tries = 60)
  void conductorsOfDifferentNetsKeepTheirDistance(@ForAll long seed) {
    Board board = board(seed);
    for (Trace trace : board.traces()) {
      for (Vertex v : along(trace)) {
        double gap = board.distanceToOthers(trace.net(), v.x(), v.y()) - trace.width() / 2;
        assertThat(gap).as("%s at %s", trace, v).isGreaterThan(BoardGenerator.CLEARANCE - SAMPLING);
      }
    }
    for (Pad pad : board.pads()) {
      for (Vertex v : rim(pad)) {
        assertThat(board.distanceToOthers(pad.net(), v.x(), v.y()))
            .as("%s at %s", pad, v)
            .isGreaterThan(BoardGenerator.CLEARANCE - SAMPLING);
      }
    }
  }

  @Property(tries = 60)
  void everyTraceEndsOnAPadOfItsNet(@ForAll long seed) {
    Board board = board(seed);
    assertThat(board.traces()).isNotEmpty();
    for (Trace trace : board.traces()) {
      for (Vertex end : List.of(trace.path().get(0), trace.path().get(trace.path().size() - 1))) {
        assertThat(board.pads())
            .as("pads at the end %s of %s", end, trace)
            .anyMatch(pad -> pad.net() == trace.net() && pad.distance(end.x(), end.y()) < -5);
      }
    }
  }

  @Property(tries = 60)
  void nothingConductingComesNearTheRimOfTheBoard(@ForAll long seed) {
    Board board = board(seed);
    Area inner = new Area(18, 18, board.width() - 18, board.height() - 18);
    for (Trace trace : board.traces()) {
      double half = trace.width() / 2;
      for (Vertex v : trace.path()) {
        assertThat(inner.grown(-half).contains(v.x(), v.y())).as("%s", trace).isTrue();
      }
    }
    for (Pad pad : board.pads()) {
      assertThat(rim(pad)).as("%s", pad).allMatch(v -> inner.contains(v.x(), v.y()));
    }
  }

  @Property(tries = 60)
  void printingStaysOffTheCopper(@ForAll long seed) {
    Board board = board(seed);
    for (Silkscreen piece : board.print()) {
      for (Vertex v : places(piece)) {
        assertThat(board.distanceToOthers(-1, v.x(), v.y())).as("%s", piece).isGreaterThan(2.5);
      }
    }
  }

  @Property(tries = 30)
  void aBoardLooksLikeABoard(@ForAll long seed) {
    Board board = board(seed);
    assertThat(board.traces()).hasSizeGreaterThan(10);
    assertThat(board.pads()).hasSizeGreaterThan(30);
    assertThat(board.pads()).anyMatch(pad -> pad.holeRadius() > 0);
  }

  private static Board board(long seed) {
    return new PartMaker(BoardSettings.DEFAULT.withSeed(seed)).make(seed & 0xFFFF).board();
  }

  private static List<Vertex> along(Trace trace) {
    List<Vertex> places = new ArrayList<>();
    for (int i = 1; i < trace.path().size(); i++) {
      Vertex a = trace.path().get(i - 1);
      Vertex b = trace.path().get(i);
      int steps = (int) Math.ceil(a.distanceTo(b));
      for (int s = 0; s <= steps; s++) {
        double t = (double) s / steps;
        places.add(a.plus(t * (b.x() - a.x()), t * (b.y() - a.y())));
      }
    }
    return places;
  }

  private static List<Vertex> rim(Pad pad) {
    List<Vertex> places = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      double angle = 2 * Math.PI * i / 90;
      double inside = 0;
      double outside = pad.width() + pad.height();
      for (int halving = 0; halving < 30; halving++) {
        double r = (inside + outside) / 2;
        Vertex v = pad.centre().plus(r * Math.cos(angle), r * Math.sin(angle));
        if (pad.distance(v.x(), v.y()) < 0) {
          inside = r;
        } else {
          outside = r;
        }
      }
      places.add(pad.centre().plus(inside * Math.cos(angle), inside * Math.sin(angle)));
    }
    return places;
  }

  private static List<Vertex> places(Silkscreen piece) {
    if (piece instanceof Silkscreen.Line line) {
      List<Vertex> path = new ArrayList<>(line.path());
      if (line.closed()) {
        path.add(path.get(0));
      }
      return along(new Trace(0, path, 1));
    }
    if (piece instanceof Silkscreen.Text text) {
      return Strokes.lines(text.text(), text.origin(), text.height()).stream()
          .flatMap(List::stream)
          .toList();
    }
    return List.of(((Silkscreen.Dot) piece).centre());
  }
}
