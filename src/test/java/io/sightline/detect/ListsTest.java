package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.Box;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests files with six or seven numbers per box, used both by lists after suppression and by other
 * layouts: they are identified or refused with a question, and no confident box is lost.
 */
class ListsTest extends OnLayouts {
  private static final Box CELL = new Box(40, 16, 48, 24);

  /**
   * Read as a list, a sure box of the second class would be of class 0.9 at a confidence of 0.1.
   */
  @ParameterizedTest
  @ValueSource(strings = {"detr-rows-two", "detr-rows-two-named", "detr-rows-two-unnamed"})
  void theSecondOfTwoClassesIsFound(String name) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo("detr-rows");
    assertThat(bundle.classes()).hasSize(2);
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0);
        Scalar blue = new Scalar(255, 0, 0, 0)) {
      assertThat(PaintedCells.look(detector, pool, 96, 64, CELL, red))
          .singleElement()
          .satisfies(found -> PaintedCells.isAt(found, 0, CELL));
      assertThat(PaintedCells.look(detector, pool, 96, 64, CELL, blue))
          .singleElement()
          .satisfies(found -> PaintedCells.isAt(found, 1, CELL));
    }
  }

  /** YOLO-NAS's order: confidence, then class. */
  @ParameterizedTest
  @ValueSource(strings = {"flat", "flat-silent", "flat-silent-joined"})
  void aFlatListIsReadInItsOwnOrder(String name) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo("flat");
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Cut off, it would pass a part with the defect that it did not read. */
  @Test
  void aListThatIsLongerThanThereIsRoomForIsAnErrorNotCut() {
    ModelBundle bundle = load("flat-many");
    assertThatThrownBy(() -> new OnnxDetector(bundle, Fixtures.CPU))
        .isInstanceOf(DetectException.class)
        .hasMessageEndingWith(
            "The network answered 50000 boxes as \"flat_predictions\", more than the 16384 there is"
                + " room for; set a limit of boxes when it is exported");
  }

  @Test
  void aListOfEitherOrderThatShowsNothingIsAskedFor() {
    assertThatThrownBy(() -> load("flat-silent-unnamed"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("its layout (\"end-to-end-batch\", \"flat\")")
        .message()
        .doesNotContain(".names"); // names would not settle it
  }

  @ParameterizedTest
  @CsvSource({
    "end-to-end-batch-silent-yolov6, end-to-end-batch",
    "end-to-end-one-box, end-to-end" // a six-class classifier answers as many numbers
  })
  void aListIsKnownByItsNameOrByWhatItFinds(String name, String layout) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo(layout);
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** ONNX calls an output scalar and one of an unknown number of dimensions alike. */
  @ParameterizedTest
  @CsvSource({
    "no-rank-yolov8, yolov8",
    "no-rank-end-to-end, end-to-end",
    "no-rank-flat, flat",
    "no-rank-listed, listed",
    "no-rank-listed-in-part, listed"
  })
  void anOutputWithoutADeclaredShapeIsReadAsATrialSawIt(String name, String layout) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo(layout);
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Boxes five cells wide: those of neighbours overlap by two thirds. */
  @ParameterizedTest
  @CsvSource({"end-to-end-wide, end-to-end, 2", "yolov8-wide, yolov8, 1"})
  void boxesThatOverlapAreMergedUnlessTheNetworkHasChosenItself(
      String name, String layout, int boxes) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo(layout);
    Box twoCells = new Box(40, 16, 56, 24);
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0)) {
      assertThat(PaintedCells.look(detector, pool, 96, 64, twoCells, red)).hasSize(boxes);
    }
  }

  /** Beside its masks, a list looks like anything: only its maker knows that it is one. */
  @Test
  void aListWithMasksThatNothingTellsIsToBeDescribed() {
    assertThatThrownBy(() -> load("end-to-end-segment-unsaid"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("put it into a folder with a bundle.json that says its \"layout\"");
  }

  @Test
  void rowsWithAClassAreNotRefusedAsConfidences() {
    assertThatThrownBy(() -> load("end-to-end-crossed-unnamed"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("that fit none of the layouts its shapes allow (end to end")
        .hasMessageContaining("put it into a folder with a bundle.json")
        .message()
        .doesNotContain("one output", "detr-rows", "YOLOv5");
  }

  /** Swapped corners are normal for v26; in other exports, centre and size are just as likely. */
  @Test
  void crossedSidesAreKeptWhereTheyAreTheExportersWayAndAnErrorElsewhere() {
    PaintedCells.areFound(load("end-to-end-crossed"), Fixtures.CPU, pool);
    ModelBundle unsaid = load("end-to-end-crossed-unsaid");
    try (OnnxDetector detector = new OnnxDetector(unsaid, Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0)) {
      assertThatThrownBy(() -> PaintedCells.look(detector, pool, 96, 64, CELL, red))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("which are not corners in pixels");
    }
  }
}
