package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests what DeepStream-Yolo's exports answer: corners, confidence and class for every cell, before
 * any suppression. Read as a YOLO's rows, the class would be taken for a confidence.
 */
class LabelledRowsTest extends OnLayouts {
  private static final Box CELL = new Box(40, 16, 48, 24);

  private ModelBundle described(String name, String layout) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", %s, "classes": ["red", "green", "blue"],
         "sha256": "%s", "input": {"width": 192, "height": 128, "resize": "linear"},
         "confidence": 0.25, "iou": 0.5}
        """
            .formatted(layout, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  /** What is found of one painted cell of a picture that is enlarged to the input's size. */
  private List<Detection> look(ModelBundle bundle, int blue, int red) {
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar color = new Scalar(blue, 0, red, 0)) {
      return PaintedCells.look(detector, pool, 96, 64, CELL, color);
    }
  }

  private void isFoundOnce(ModelBundle bundle, int blue, int red, int classId) {
    assertThat(look(bundle, blue, red))
        .singleElement()
        .satisfies(found -> PaintedCells.isAt(found, classId, CELL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows-with-label-one", "rows-with-label-one-anchors"})
  void theOnlyClassIsFoundWithANameAndWithout(String name) {
    for (ModelBundle bundle : List.of(load(name), load(name, "red\n"))) {
      assertThat(bundle.layout().key()).isEqualTo("end-to-end");
      assertThat(bundle.reading()).contains("not suppressed yet");
      assertThat(bundle.notes()).anyMatch(note -> note.contains("deviation are assumed"));
      isFoundOnce(bundle, 0, 255, 0);
    }
  }

  /** Six numbers a box: of PP-YOLOE two confidences, of DeepStream-Yolo's export of it a class. */
  @ParameterizedTest
  @CsvSource({"rows-with-label-coarse-first, end-to-end", "pp-yoloe-two, pp-yoloe"})
  void aClassIsToldFromAConfidenceWhereCoarseCellsComeFirst(String name, String layout) {
    for (ModelBundle bundle : List.of(load(name), load(name, "red\nblue\n"))) {
      assertThat(bundle.layout().key()).isEqualTo(layout);
      isFoundOnce(bundle, 0, 255, 0);
      isFoundOnce(bundle, 255, 0, 1);
    }
  }

  @Test
  void eachOfTwoClassesIsFound() {
    ModelBundle bundle = load("rows-with-label-two", "red\nblue\n");
    assertThat(bundle.layout().key()).isEqualTo("end-to-end");
    isFoundOnce(bundle, 0, 255, 0);
    isFoundOnce(bundle, 255, 0, 1);
    assertThat(look(bundle, 0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rows-with-label-three, end-to-end",
    "rows-with-label-three-anchors, end-to-end",
    "rows-with-label-apart, listed"
  })
  void aCellIsFoundOnceAsItsColour(String name, String layout) {
    ModelBundle bundle = load(name, "red\ngreen\nblue\n");
    assertThat(bundle.layout().key()).isEqualTo(layout);
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
    PaintedCells.areFound(
        described(name, "\"layout\": \"" + layout + "\", \"boxes\": \"corners\""),
        Fixtures.CPU,
        pool);
    PaintedCells.areFound(described(name, "\"layout\": \"" + layout + "\""), Fixtures.CPU, pool);
  }

  /** A list that is as long as a grid is not suppressed, however few cells that has. */
  @ParameterizedTest
  @ValueSource(strings = {"rows-with-label-small", "rows-with-label-small-anchors"})
  void ofASmallPictureACellIsFoundOnceAsItsColour(String name) {
    ModelBundle bundle = load(name, "red\ngreen\nblue\n");
    assertThat(bundle.layout().key()).isEqualTo("end-to-end");
    assertThat(bundle.reading()).contains("not suppressed yet");
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Ones may as well be the confidences of a single class. */
  @Test
  void onesInEveryRowAreAskedFor() {
    assertThatThrownBy(() -> load("rows-with-label-all-one"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("can be read in 2 ways")
        .hasMessageContaining("\"end-to-end\", \"yolov5\"");
    isFoundOnce(load("rows-with-label-all-one", "green\nred\n"), 0, 255, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red\n"})
  void onesBesideCentresAreConfidencesOfASingleClass(String names) {
    ModelBundle bundle =
        names.isEmpty() ? load("yolov5-one-class") : load("yolov5-one-class", names);
    assertThat(bundle.layout().key()).isEqualTo("yolov5");
    isFoundOnce(bundle, 0, 255, 0);
  }

  @Test
  void zerosBesideCentresAreConfidencesOfTheSecondClass() {
    ModelBundle bundle = load("yolov8-turned-zeros", "red\nblue\n");
    assertThat(bundle.layout().key()).isEqualTo("yolov8-turned");
    isFoundOnce(bundle, 0, 255, 0);
  }

  @Test
  void namesThatAreTooManyForAYoloOfOneClassAreAnError() {
    assertThatThrownBy(() -> load("yolov5-one-class", "red\ngreen\nblue\n"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("tells 1 class apart, but 3 class names are given");
  }

  /** Four boxes a cell: the file says that the network has chosen among them. */
  @Test
  void aLongListThatItsFileCallsSuppressedIsNotSuppressedAgain() {
    assertThat(look(load("rows-chosen"), 0, 255)).hasSize(16);
    assertThat(look(load("rows-chosen-small"), 0, 255)).as("by a cell of each stride").hasSize(3);
  }
}
