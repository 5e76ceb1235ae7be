package io.sightline.capture.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Places the lands of chips on a board: two rows, or four sides around a cooling land. */
final class ChipPlacer {
  /** From one land to the next: 20 pixels of copper, 20 of air. */
  private static final int PITCH = 40;

  private final BoardDraft draft;
  private final Placement placement;
  private final SplittableRandom random;
  private int chips;

  ChipPlacer(BoardDraft draft, Placement placement, SplittableRandom random) {
    this.draft = draft;
    this.placement = placement;
    this.random = random;
  }

  /** Places two rows of rectangular lands with the chip's outline between them. */
  void dual() {
    boolean upright = random.nextInt(2) == 0;
    int pins = 4 + random.nextInt(4);
    double half = 20 * (4 + random.nextInt(2));
    double along = (pins - 1) * PITCH / 2.0;
    Optional<Vertex> found =
        placement.findRoom(upright ? half + 26 : along + 24, upright ? along + 24 : half + 26, 50);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = placement.nextComponent();
    double length = 46;
    double thick = 20;
    for (int side = -1; side <= 1; side += 2) {
      for (int i = 0; i < pins; i++) {
        double s = i * PITCH - Math.floor(along / 20) * 20;
        Vertex at = upright ? centre.plus(side * half, s) : centre.plus(s, side * half);
        placement.land(
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

  /** Places lands on four sides and a cooling land in the middle. */
  void quad() {
    int pins = 4 + random.nextInt(2);
    double along = (pins - 1) * PITCH / 2.0;
    double half = 20 * Math.ceil((along + 52) / 20);
    Optional<Vertex> found = placement.findRoom(half + 26, half + 26, 50);
    if (found.isEmpty()) {
      return;
    }
    Vertex centre = found.get();
    int component = placement.nextComponent();
    double shift = Math.floor(along / 20) * 20;
    for (int i = 0; i < pins; i++) {
      double s = i * PITCH - shift;
      placement.land(component, centre.plus(s, -half), 20, 46, 0, -1, false);
      placement.land(component, centre.plus(s, half), 20, 46, 0, 1, false);
      placement.land(component, centre.plus(-half, s), 46, 20, -1, 0, false);
      placement.land(component, centre.plus(half, s), 46, 20, 1, 0, false);
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

  /** Adds the chip's outline, which traces may not enter, and its first-pin mark. */
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
}
