package io.sightline.capture.simulation;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.multiply;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Renders parts as a colour camera above a belt would see them: belt, board, mask, copper under the
 * mask, bare lands, holes and printing, then lens blur, lighting and sensor noise. The pose is
 * applied to the geometry, never to the image, so that truth boxes are exact. Owns its native
 * buffers and allocates no native memory while rendering. Not thread-safe.
 */
final class BoardRenderer implements AutoCloseable {
  static final int WIDTH = 1280;
  static final int HEIGHT = 1024;
  private static final double SHADOW = 1.3;
  private static final double[] SIGMAS = {0.7, 0.85, 1.1, 1.15};

  private final CameraLook look = new CameraLook();
  private final Mat canvas = new Mat(HEIGHT, WIDTH, CV_8UC3);
  private final Brush brush = new Brush(canvas);
  private final Mat middle = middle(canvas);
  private final Size[] kernels = {new Size(3, 3), new Size(3, 3), new Size(3, 3), new Size(5, 5)};

  BoardRenderer() {
    // Otherwise OpenCV would split these small steps across all cores and slow down inference.
    opencv_core.setNumThreads(1);
  }

  private static Mat middle(Mat of) {
    try (Rect area = new Rect(110, 108, WIDTH - 220, HEIGHT - 216)) {
      return of.apply(area);
    }
  }

  /** Renders a part into an image, which must be BGR and 1280 x 1024 pixels. */
  void render(SimulatedPart part, Mat into) {
    look.belt(part.looks()).copyTo(canvas);
    draw(part);
    int blur = (int) (part.blur() * kernels.length);
    GaussianBlur(canvas, into, kernels[blur], SIGMAS[blur]);
    multiply(into, look.light(part.looks()), into, part.exposure() / CameraLook.FULL_LIGHT, -1);
    add(into, look.noise(part.looks()), into);
  }

  private void draw(SimulatedPart part) {
    Board board = part.board();
    Inks inks = Inks.of(board.colour(), board.finish(), part.looks());
    brush.pose(part.pose());
    double w = board.width();
    double h = board.height();
    base(w, h, inks);
    shadows(board, part.flaws(), inks);
    copper(board, part.flaws(), inks);
    printing(board, inks);
    lands(board, inks);
    brush.ink(inks.mask());
    for (Flaw flaw : part.flaws()) {
      if (!flaw.addsCopper() && !flaw.onFinish()) {
        brush.outline(flaw.outline());
      }
    }
    brush.ink(inks.laminate());
    for (Flaw flaw : part.flaws()) {
      if (!flaw.addsCopper() && flaw.onFinish()) {
        brush.outline(flaw.outline());
      }
    }
    holes(board, inks);
  }

  /**
   * Draws the bare board. OpenCV fills three-channel polygons one pixel at a time, so only a rim is
   * drawn as polygons; the middle, which the board covers in every pose, is set at once.
   */
  private void base(double w, double h, Inks inks) {
    brush.ink(inks.beltShadow());
    brush.roundedRectangle(w - 4, h / 2 + 6, 20, h + 2, 9);
    brush.roundedRectangle(w / 2 + 5, h - 2, w + 2, 20, 9);
    brush.ink(inks.boardEdge());
    rim(w, h, 0, 12, 26);
    brush.ink(inks.mask());
    rim(w, h, 3.5, 10, 92);
    brush.fill(middle);
  }

  private void rim(double w, double h, double inset, double corner, double broad) {
    brush.roundedRectangle(w / 2, inset + broad / 2, w - 2 * inset, broad, corner);
    brush.roundedRectangle(w / 2, h - inset - broad / 2, w - 2 * inset, broad, corner);
    brush.roundedRectangle(inset + broad / 2, h / 2, broad, h - 2 * inset, corner);
    brush.roundedRectangle(w - inset - broad / 2, h / 2, broad, h - 2 * inset, corner);
  }

  /** The mask's slope next to copper is slightly darker on the side away from the light. */
  private void shadows(Board board, List<Flaw> flaws, Inks inks) {
    brush.plainEdges();
    brush.ink(inks.slope());
    brush.shift(SHADOW, SHADOW);
    copperShapes(board, flaws, 1.6);
    brush.smoothEdges();
    brush.shift(0, 0);
  }

  private void copper(Board board, List<Flaw> flaws, Inks inks) {
    brush.ink(inks.copper());
    copperShapes(board, flaws, 0);
  }

  private void copperShapes(Board board, List<Flaw> flaws, double grow) {
    for (Pour pour : board.pours()) {
      brush.cutRectangle(pour, grow);
    }
    for (Trace trace : board.traces()) {
      brush.line(trace.path(), trace.width() + grow);
    }
    for (Flaw flaw : flaws) {
      if (flaw.addsCopper()) {
        brush.outline(flaw.outline());
      }
    }
  }

  private void lands(Board board, Inks inks) {
    brush.plainEdges();
    brush.ink(inks.opening());
    for (Pad pad : board.pads()) {
      brush.pad(pad, 2.2);
    }
    brush.smoothEdges();
    brush.ink(inks.finish());
    for (Pad pad : board.pads()) {
      brush.pad(pad, 0);
    }
    brush.plainEdges();
    brush.ink(inks.highlight());
    brush.shift(-0.8, -0.9);
    for (Pad pad : board.pads()) {
      if (pad.holeRadius() == 0) {
        brush.pad(pad, -3.5);
      } else {
        brush.circle(pad.centre(), (pad.width() / 2 + pad.holeRadius()) / 2);
      }
    }
    brush.shift(0, 0);
    brush.smoothEdges();
  }

  private void holes(Board board, Inks inks) {
    brush.plainEdges();
    brush.ink(inks.barrel());
    for (Pad pad : board.pads()) {
      if (pad.holeRadius() > 0) {
        brush.circle(pad.centre(), pad.holeRadius() + 1.4);
      }
    }
    brush.smoothEdges();
    brush.ink(inks.hole());
    brush.shift(0.5, 0.6);
    for (Pad pad : board.pads()) {
      if (pad.holeRadius() > 0) {
        brush.circle(pad.centre(), pad.holeRadius());
      }
    }
    brush.shift(0, 0);
  }

  private void printing(Board board, Inks inks) {
    brush.ink(inks.print());
    for (Silkscreen piece : board.print()) {
      if (piece instanceof Silkscreen.Line line) {
        brush.line(line.path(), 2.6);
        if (line.closed()) {
          brush.line(List.of(line.path().get(line.path().size() - 1), line.path().get(0)), 2.6);
        }
      } else if (piece instanceof Silkscreen.Dot dot) {
        brush.circle(dot.centre(), dot.radius());
      } else if (piece instanceof Silkscreen.Text text) {
        for (List<Vertex> stroke : Strokes.lines(text.text(), text.origin(), text.height())) {
          brush.line(stroke, 2.4);
        }
      }
    }
  }

  @Override
  public void close() {
    brush.close();
    for (Size kernel : kernels) {
      kernel.close();
    }
    middle.close();
    canvas.close();
    look.close();
  }
}
