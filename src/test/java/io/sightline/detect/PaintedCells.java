package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Painted squares for the test networks, which report the colour of cells. */
public final class PaintedCells {
  private static final Offset<Double> A_HAIR = within(0.02);

  private PaintedCells() {}

  /**
   * Asserts that an engine finds one cell of a 96x64 picture, and of an enlarged one, twice each.
   */
  public static void areFound(ModelBundle bundle, Engine engine, FramePool pool) {
    Box cell = new Box(40, 16, 48, 24);
    Box twice = new Box(160, 32, 176, 48);
    try (OnnxDetector detector = new OnnxDetector(bundle, engine);
        Scalar red = new Scalar(0, 0, 255, 0);
        Scalar blue = new Scalar(255, 0, 0, 0)) {
      for (int round = 0; round < 2; round++) {
        assertThat(look(detector, pool, 96, 64, cell, red))
            .singleElement()
            .satisfies(found -> isAt(found, 0, cell));
        assertThat(look(detector, pool, 192, 128, twice, blue))
            .singleElement()
            .satisfies(found -> isAt(found, 2, twice));
      }
      try (Scalar black = new Scalar(0, 0, 0, 0)) {
        assertThat(look(detector, pool, 96, 64, cell, black)).isEmpty();
      }
    }
  }

  /** Returns the detections in a picture with one square. */
  static List<Detection> look(
      OnnxDetector detector, FramePool pool, int width, int height, Box box, Scalar color) {
    try (Frame frame = Fixtures.painted(pool, width, height, box, color)) {
      return detector.detect(List.of(frame)).get(0).detections();
    }
  }

  static void isAt(Detection found, int classId, Box where) {
    assertThat(found.classId()).isEqualTo(classId);
    assertThat(found.box().x1()).isCloseTo(where.x1(), A_HAIR);
    assertThat(found.box().y1()).isCloseTo(where.y1(), A_HAIR);
    assertThat(found.box().x2()).isCloseTo(where.x2(), A_HAIR);
    assertThat(found.box().y2()).isCloseTo(where.y2(), A_HAIR);
  }
}
