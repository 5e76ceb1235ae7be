package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests YOLOs of a single class, whose confidence training may leave where it started: YOLOv7's own
 * software takes the objectness alone then.
 */
class OneClassTest extends OnLayouts {
  private static final Box CELL = new Box(40, 16, 48, 24);
  private static final Offset<Double> A_HAIR = within(0.001);

  private ModelBundle described(String name, String layout, String classes) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", %s, "classes": [%s], "sha256": "%s",
         "input": {"width": 96, "height": 64}, "confidence": 0.1, "iou": 0.5}
        """
            .formatted(layout, classes, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  /** The confidences of what is found of a cell whose objectness is 0.4. */
  private List<Double> sure(ModelBundle bundle) {
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar dark = new Scalar(0, 0, 102, 0)) {
      List<Detection> found = PaintedCells.look(detector, pool, 96, 64, CELL, dark);
      assertThat(found).allSatisfy(one -> PaintedCells.isAt(one, 0, CELL));
      return found.stream().map(Detection::confidence).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red\n"})
  void whatYolov7LeavesUntrainedHalvesNoConfidence(String names) {
    ModelBundle bundle =
        names.isEmpty() ? load("yolov7-one-class") : load("yolov7-one-class", names);
    assertThat(sure(bundle))
        .singleElement()
        .satisfies(one -> assertThat(one).isCloseTo(0.4, A_HAIR));
    assertThat(bundle.reading())
        .startsWith("YOLOv7 of one class, by its objectness alone (1 class");
    assertThat(bundle.notes())
        .anySatisfy(note -> assertThat(note).contains("does not train a single class"));
  }

  @Test
  void whatYolov5StartsAtOneIsMultipliedAsItsOwnSoftwareDoes() {
    ModelBundle bundle = load("yolov5-one-class-started");
    assertThat(sure(bundle))
        .singleElement()
        .satisfies(one -> assertThat(one).isCloseTo(0.4 * 0.988, A_HAIR));
    assertThat(bundle.layout().key()).isEqualTo("yolov5");
    assertThat(bundle.notes()).noneMatch(note -> note.contains("single class"));
  }

  @Test
  void aBundleNamesEitherReading() {
    for (String form : List.of("", ", \"boxes\": \"centred\"")) {
      ModelBundle alone =
          described("yolov7-one-class", "\"layout\": \"yolov7-one-class\"" + form, "\"red\"");
      assertThat(sure(alone))
          .singleElement()
          .satisfies(one -> assertThat(one).isCloseTo(0.4, A_HAIR));
      assertThat(alone.notes()).isEmpty();
      ModelBundle product =
          described("yolov7-one-class", "\"layout\": \"yolov5\"" + form, "\"red\"");
      assertThat(sure(product))
          .singleElement()
          .satisfies(one -> assertThat(one).isCloseTo(0.4 * 0.496, A_HAIR));
      assertThat(product.notes())
          .singleElement()
          .asString()
          .contains("its bundle.json says \"yolov5\"; \"yolov7-one-class\" takes");
    }
  }

  @Test
  void severalClassesAreNotOne() {
    assertThatThrownBy(
            () ->
                described(
                    "yolov5", "\"layout\": \"yolov7-one-class\"", "\"red\", \"green\", \"blue\""))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("is not the layout \"yolov7-one-class\"");
  }
}
