package io.sightline.capture.simulation;

import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * One board on the simulated belt.
 *
 * @param number its number on the line, from 0
 * @param board its design
 * @param flaws its defects; empty for a good part
 * @param pose how it lies under the camera
 * @param exposure the brightness of the picture, about 1
 * @param blur selects the lens blur, 0 to 1
 * @param looks random bits for everything else that makes pictures differ
 */
record SimulatedPart(
    long number,
    Board board,
    List<Flaw> flaws,
    Pose pose,
    double exposure,
    double blur,
    long looks) {
  /** The margin of a truth box around its flaw on each side, in camera pixels. */
  static final double MARGIN = 8;

  SimulatedPart {
    flaws = List.copyOf(flaws);
  }

  /** Returns this part's true defects, in camera pixels. */
  GroundTruth truth() {
    List<GroundTruth.Label> labels = new ArrayList<>();
    for (Flaw flaw : flaws) {
      labels.add(new GroundTruth.Label(flaw.kind().className(), box(flaw)));
    }
    return new GroundTruth(labels);
  }

  private Box box(Flaw flaw) {
    double left = BoardRenderer.WIDTH;
    double top = BoardRenderer.HEIGHT;
    double right = 0;
    double bottom = 0;
    for (Vertex v : flaw.visible()) {
      double x = pose.x(v.x(), v.y());
      double y = pose.y(v.x(), v.y());
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    return new Box(
        Math.max(0, left - MARGIN),
        Math.max(0, top - MARGIN),
        Math.min(BoardRenderer.WIDTH, right + MARGIN),
        Math.min(BoardRenderer.HEIGHT, bottom + MARGIN));
  }
}
