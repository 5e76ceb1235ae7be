package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.detect.onnx.ModelInput.Resize;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loads a bare file of every layout: it must be recognised, fed as it expects and decoded
 * correctly. Every network reports the colour of 8x8 cells, so a painted square determines what
 * must be found.
 */
class LayoutsTest {
  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private Path copy(String name) {
    return Fixtures.write(folder.resolve(name), Fixtures.bytes("layouts/" + name));
  }

  private ModelBundle load(String name) {
    return Models.load(copy(name));
  }

  @ParameterizedTest
  @CsvSource({
    "yolov8, yolov8",
    "yolov8-raw-heads, yolov8",
    "yolov8-float16, yolov8",
    "yolov8-bytes, yolov8",
    "yolov8-byte-pixels, yolov8",
    "yolov8-batch-of-two, yolov8",
    "yolov8-all-open, yolov8",
    "yolov8-turned, yolov8-turned",
    "yolov8-turned-corners, yolov8-turned",
    "yolov8-segment, yolov8",
    "yolov8-pose, yolov8",
    "yolov8-parts, yolov8",
    "yolov8-parts-unsaid, yolov8",
    "yolov8-corner-parts, yolov8",
    "yolov8-turned-parts, yolov8-turned",
    "yolov8-divided, yolov8",
    "yolov8-divided-pixels, yolov8",
    "yolov8-divided-half, yolov8",
    "yolov8-divided-half-numbers, yolov8",
    "yolov8-divided-number, yolov8",
    "yolov8-divided-quantised, yolov8",
    "yolov8-below-zero, yolov8",
    "yolov5, yolov5",
    "yolov5-parts, yolov5",
    "yolov5-corners, yolov5",
    "yolov5-coarse-first, yolov5",
    "pp-yoloe, pp-yoloe",
    "yolox, yolox",
    "yolox-logits, yolox",
    "yolox-decoded, yolox-decoded",
    "yolox-decoded-parts, yolox-decoded",
    "yolov6, yolov6",
    "yolov6-unnamed, yolov6",
    "end-to-end, end-to-end",
    "end-to-end-numbered, end-to-end",
    "end-to-end-open, end-to-end",
    "end-to-end-18, end-to-end",
    "end-to-end-30, end-to-end",
    "end-to-end-parts, end-to-end",
    "end-to-end-parts-unsaid, end-to-end",
    "end-to-end-corner-parts, end-to-end",
    "end-to-end-segment, end-to-end",
    "end-to-end-padded, end-to-end",
    "end-to-end-padded-silent, end-to-end",
    "end-to-end-batch, end-to-end-batch",
    "end-to-end-batch-silent, end-to-end-batch",
    "detr, detr",
    "detr-rows, detr-rows",
    "detr-rows-unnamed, detr-rows",
    "detr-listed, listed",
    "listed-counted, listed",
    "listed-down-first, listed",
    "listed-tensorflow2, listed",
    "listed-bytes, listed",
    "listed-counted-bytes, listed",
    "listed-silent, listed",
    "ssd, ssd",
    "ssd-pixels, ssd",
    "ssd-centred, ssd",
    "boxes-and-scores, ssd",
    "further-outputs, yolov8"
  })
  void aCellIsFoundAtItsPlaceAsItsColour(String name, String layout) {
    ModelBundle bundle = load(name + ".onnx");
    assertThat(bundle.layout().key()).isEqualTo(layout);
    PaintedCells.areFound(bundle, new Engine.Cpu(2), pool);
  }

  @ParameterizedTest
  @CsvSource({
    "yolov8, CENTRED, LINEAR, FLOAT32",
    "yolov8-float16, CENTRED, LINEAR, FLOAT16",
    "yolov8-byte-pixels, CENTRED, LINEAR, UINT8",
    "yolox, TOP_LEFT, LINEAR, FLOAT32",
    "yolov8-top-left, TOP_LEFT, LINEAR, FLOAT32",
    "detr, STRETCHED, AREA, FLOAT32",
    "detr-rows, STRETCHED, LINEAR, FLOAT32",
    "end-to-end-parts, STRETCHED, LINEAR, FLOAT32",
    "pp-yoloe, STRETCHED, LINEAR, FLOAT32",
    "detr-listed, STRETCHED, AREA, FLOAT32",
    "ssd, STRETCHED, LINEAR, FLOAT32"
  })
  void aPictureOfOtherProportionsIsFittedAsTheFamilyIsTrained(
      String name, Fit fit, Resize resize, ModelInput.Type type) {
    ModelBundle bundle = load(name + ".onnx");
    assertThat(bundle.input().fit()).isEqualTo(fit);
    assertThat(bundle.input().resize()).isEqualTo(resize);
    assertThat(bundle.input().type()).isEqualTo(type);
    // The 48x64 picture covers x = 24..72 centred, 0..48 top left, 0..96 stretched to double width;
    // the square covers whole cells in each case.
    Box square = new Box(8, 16, 16, 32);
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0)) {
      List<Detection> found = PaintedCells.look(detector, pool, 48, 64, square, red);
      assertThat(found).hasSize(fit == Fit.STRETCHED ? 4 : 2);
      assertThat(found)
          .allSatisfy(
              one -> {
                assertThat(one.classId()).isZero();
                assertThat(one.box().x1()).isGreaterThanOrEqualTo(square.x1() - 0.02);
                assertThat(one.box().y1()).isGreaterThanOrEqualTo(square.y1() - 0.02);
                assertThat(one.box().x2()).isLessThanOrEqualTo(square.x2() + 0.02);
                assertThat(one.box().y2()).isLessThanOrEqualTo(square.y2() + 0.02);
              });
    }
  }

  @Test
  void zerosBeforeAMaximumCount() {
    ModelBundle bundle = load("yolov8-zeros-before-maximum.onnx");
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      Box cell = new Box(40, 16, 48, 24);
      assertThat(PaintedCells.look(detector, pool, 96, 64, cell, black))
          .hasSize(19)
          .allMatch(one -> one.box().x2() > 95 || one.box().y2() > 63);
    }
  }

  @Test
  void whatWasNotInTheFileIsSaid() {
    assertThat(load("yolov8.onnx").notes()).isEmpty();
    assertThat(load("yolov8.onnx").reading())
        .isEqualTo(
            "YOLOv8, v9, v11 or v12 (3 classes; centre and size in pixels), shown 96x64 RGB 0-1,"
                + " centred, resized linear");
    assertThat(load("yolox-logits.onnx").notes())
        .anySatisfy(note -> assertThat(note).contains("by those to a trial picture it is YOLOX"))
        .anySatisfy(note -> assertThat(note).contains("BGR 0-255"))
        .anySatisfy(note -> assertThat(note).contains("numbered"));
    assertThat(load("end-to-end-numbered.onnx").notes())
        .anySatisfy(note -> assertThat(note).contains("does not say how many"));
    assertThat(load("pp-yoloe.onnx").notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("PP-YOLOE+", "\"mean\": [0.485, 0.456, 0.406]", "\"std\""));
    assertThat(load("yolov8-segment.onnx").notes())
        .singleElement()
        .asString()
        .contains("made for segmentation: its boxes are used, its masks are not");
    assertThat(load("yolov8-pose.onnx").notes())
        .anySatisfy(note -> assertThat(note).contains("its keypoints are not"));
    assertThat(load("yolov8-batch-of-two.onnx").notes())
        .anySatisfy(note -> assertThat(note).contains("takes 2 pictures at once"));
  }

  /** Only the constant objectness tells such a file from a YOLOX export. */
  @Test
  void onesInPlaceOfObjectsAreOfYolov6WhichIsShownWhatYolosAre() {
    ModelBundle bundle = load("yolov6.onnx");
    assertThat(bundle.input().text()).isEqualTo("96x64 RGB 0-1, centred, resized linear");
    assertThat(bundle.notes())
        .anySatisfy(note -> assertThat(note).contains("by those to a trial picture it is YOLOv6"));
  }

  /** In a batch, only the first picture's boxes lie on the grid. */
  @Test
  void ofABatchOnlyTheFirstPictureIsJudged() {
    assertThat(load("yolox-batch-of-two.onnx").layout().key()).isEqualTo("yolox");
  }

  @Test
  void whatATrialCannotTellIsAskedAndAFileOfNamesAnswers() {
    Path model = copy("undecided.onnx");
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("can be read in 2 ways")
        .hasMessageContaining("YOLOX, decoded (3 classes")
        .hasMessageContaining("box by box (4 classes")
        .hasMessageContaining("into undecided.names beside it");
    Fixtures.write(
        folder.resolve("undecided.names"), "red\ngreen\nblue\n".getBytes(StandardCharsets.UTF_8));
    ModelBundle bundle = Models.load(model);
    assertThat(bundle.layout().key()).isEqualTo("yolox-decoded");
    assertThat(bundle.classes()).containsExactly("red", "green", "blue");
    assertThat(bundle.notes())
        .anySatisfy(note -> assertThat(note).contains("are those of").contains("undecided.names"));
    Fixtures.write(
        folder.resolve("undecided.names"), "a\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Models.load(model).layout().key()).isEqualTo("yolov8-turned");
  }

  /**
   * A trial may show nothing if the network suppresses overlaps itself; the first real box does.
   */
  @ParameterizedTest
  @CsvSource({
    "end-to-end-batch-silent-parts, which are not corners in pixels",
    "end-to-end-batch-silent-centred, which are not corners in pixels",
    "listed-silent-parts, which are not corners in pixels",
    "end-to-end-batch-turned, the other way round"
  })
  void whatATrialCouldNotShowIsRefusedWithTheFirstBox(String name, String why) {
    ModelBundle bundle = load(name + ".onnx");
    assertThat(bundle.notes()).anySatisfy(note -> assertThat(note).contains("left no box"));
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar nearlyRed = new Scalar(0, 0, 250, 0)) {
      Box cell = new Box(40, 16, 48, 24);
      assertThatThrownBy(() -> PaintedCells.look(detector, pool, 96, 64, cell, nearlyRed))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining(why);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov8-divided",
        "yolov8-divided-pixels",
        "yolov8-divided-half",
        "yolov8-divided-half-numbers",
        "yolov8-divided-number",
        "yolov8-divided-quantised"
      })
  void aGraphThatDividesIsShownBytes(String name) {
    ModelBundle bundle = load(name + ".onnx");
    assertThat(bundle.input().scale()).isOne();
    assertThat(bundle.notes()).anySatisfy(note -> assertThat(note).contains("given 0-255"));
  }

  @ParameterizedTest
  @CsvSource({
    "normalised.onnx, of the family \"picodet\"",
    "normalised-ppyoloe.onnx, of the family \"ppyoloe\"",
    "normalised-deimv2.onnx, of the family \"deimv2 m\"",
    "paddle-detection.onnx, asks for \"scale_factor\"",
    "yolonas.onnx, calls its boxes \"pred_logits\"",
    "yolonas-four-classes.onnx, calls its boxes \"pred_logits\"",
    "classify.onnx, made for the task \"classify\"",
    "classify-unsaid.onnx, as for classification",
    "classify-six.onnx, as for classification",
    "classify-six-open.onnx, as for classification",
    "classify-seven.onnx, as for classification",
    "scores-apart.onnx, 'boxes 1x4x96, scores 1x3x96, which is no layout'",
    "scores-apart-unnamed.onnx, 'boxes 1x4x96, scores 1x3x96, which is no layout'",
    "map.onnx, as for segmentation",
    "map-of-one-channel.onnx, as for segmentation",
    "map-of-one-channel-open.onnx, as for segmentation"
  })
  void whatCannotBeReadIsRefusedByItsName(String name, String why) {
    Path model = copy(name);
    assertThatThrownBy(() -> Models.load(model))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }
}
