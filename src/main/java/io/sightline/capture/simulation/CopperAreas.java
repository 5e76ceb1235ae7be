package io.sightline.capture.simulation;

import java.util.SplittableRandom;

/** Copper areas with a grid of stitching vias. */
final class CopperAreas {
  private CopperAreas() {}

  static void add(BoardDraft draft, Area area, SplittableRandom random) {
    int net = draft.map().newNet();
    double w = area.right() - area.left();
    double h = area.bottom() - area.top();
    double cut = Math.min(Math.min(w, h) / 4, 14 + 4 * random.nextInt(6));
    draft.add(new Pour(net, area.left(), area.top(), area.right(), area.bottom(), cut));
    double pitch = 60 + 20 * random.nextInt(3);
    int nx = (int) ((w - 60) / pitch) + 1;
    int ny = (int) ((h - 60) / pitch) + 1;
    double x0 = (area.left() + area.right() - (nx - 1) * pitch) / 2;
    double y0 = (area.top() + area.bottom() - (ny - 1) * pitch) / 2;
    boolean rim = random.nextInt(2) == 0;
    for (int i = 0; i < nx; i++) {
      for (int j = 0; j < ny; j++) {
        boolean edge = i == 0 || j == 0 || i == nx - 1 || j == ny - 1;
        if (edge || !rim) {
          draft.add(
              Pad.round(
                  net,
                  new Vertex(x0 + i * pitch, y0 + j * pitch),
                  BoardDraft.VIA_RADIUS,
                  BoardDraft.VIA_HOLE));
        }
      }
    }
  }
}
