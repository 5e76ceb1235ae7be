package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests files whose shapes also fit a wrong layout: recognised, with a note, by traits of their
 * exporter, or refused with a message that names the remedy.
 */
class ExportersTest {
  private static final String NAMES = "red\ngreen\nblue\n";

  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private Path copy(String name, String to) {
    return Fixtures.write(folder.resolve(to), Fixtures.bytes("layouts/" + name + ".onnx"));
  }

  private ModelBundle load(String name) {
    return Models.load(copy(name, name + ".onnx"));
  }

  private ModelBundle load(String name, String names) {
    Fixtures.write(folder.resolve(name + ".names"), names.getBytes(StandardCharsets.UTF_8));
    return load(name);
  }

  private ModelBundle described(String name, String layout, String classes) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", %s, "classes": [%s], "sha256": "%s",
         "input": {"width": 96, "height": 64}, "confidence": 0.25, "iou": 0.5}
        """
            .formatted(layout, classes, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  private void isReadFromTheLast(ModelBundle bundle) {
    assertThat(bundle.layout().outputs()).containsExactly("2731");
    assertThat(bundle.notes())
        .singleElement()
        .asString()
        .contains("It answers twice in the same way (\"output0\", \"2731\")")
        .contains("YOLOv9")
        .contains("the last is read");
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** YOLOv9 training weights export the auxiliary head's boxes before the main head's. */
  @Test
  void ofTwoHeadsTheMainOneIsRead() {
    isReadFromTheLast(load("yolov9-dual"));
  }

  @Test
  void ofTwoHeadsTheMainOneIsReadWhereABundleSaysHowItsBoxesAreMeant() {
    isReadFromTheLast(
        described(
            "yolov9-dual",
            "\"layout\": \"yolov8\", \"boxes\": \"centred\"",
            "\"red\", \"green\", \"blue\""));
  }

  @Test
  void aSecondOutputOfTheSameShapeThatIsNoSuchAnswerIsNotRead() {
    ModelBundle bundle = load("yolov8-beyond");
    assertThat(bundle.layout().outputs()).containsExactly("output0");
    assertThat(bundle.notes()).isEmpty();
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @ParameterizedTest
  @ValueSource(strings = {"torchvision-silent", "torchvision-numbered"})
  void torchvisionCountsClassesFromOne(String name) {
    ModelBundle bundle = load(name, NAMES);
    assertThat(bundle.reading()).contains("(corners in pixels; classes from 1)");
    assertThat(bundle.notes())
        .anySatisfy(note -> assertThat(note).contains("torchvision").contains("counted from 1"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** A trial answers class 3, which does not exist among three names counted from 0. */
  @Test
  void whatOnlyAListCountedFromOneAnswersNeedsNoNote() {
    ModelBundle bundle = load("torchvision", NAMES);
    assertThat(bundle.reading()).contains("classes from 1");
    assertThat(bundle.notes()).noneMatch(note -> note.contains("counted from 1"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
    assertThat(load("torchvision", NAMES + "white\n").notes())
        .anyMatch(note -> note.contains("counted from 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision, background",
    "torchvision-silent, __background__",
    "torchvision-numbered, Background"
  })
  void whereTheBackgroundHasANameClassesAreCountedFromIt(String name, String background) {
    ModelBundle bundle = load(name, background + "\n" + NAMES);
    assertThat(bundle.notes()).noneMatch(note -> note.contains("counted from 1"));
    redIsRed(bundle);
  }

  @Test
  void ofTensorFlowsToo() {
    redIsRed(
        described(
            "listed-down-first",
            "\"layout\": \"listed\"",
            "\"background\", \"red\", \"green\", \"blue\""));
  }

  /** As TensorFlow trains them; DETRs ask for the picture's size. */
  @ParameterizedTest
  @CsvSource({"listed-down-first, LINEAR", "tflite, LINEAR", "detr-listed, AREA"})
  void aListThatDoesNotAskForTheSizeIsOfAnSsd(String name, ModelInput.Resize resize) {
    assertThat(load(name).input().resize()).isEqualTo(resize);
  }

  private void redIsRed(ModelBundle bundle) {
    try (OnnxDetector detector = new OnnxDetector(bundle, Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0)) {
      assertThat(PaintedCells.look(detector, pool, 96, 64, new Box(40, 16, 48, 24), red))
          .singleElement()
          .satisfies(found -> assertThat(found.className()).isEqualTo("red"));
    }
  }

  /** Lists without a batch: a trial shows class 0, or the boxes come last. */
  @ParameterizedTest
  @ValueSource(strings = {"torchvision-like", "yolort"})
  void listsOfOthersCountFromZero(String name) {
    ModelBundle bundle = load(name, NAMES);
    assertThat(bundle.notes()).noneMatch(note -> note.contains("counted from 1"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** The trial shows no class, so the first box of class 0 must be refused. */
  @Test
  void aZeroWhereClassesAreCountedFromOneIsAnError() {
    try (OnnxDetector detector =
            new OnnxDetector(load("torchvision-like-silent", NAMES), Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0)) {
      assertThatThrownBy(
              () -> PaintedCells.look(detector, pool, 96, 64, new Box(40, 16, 48, 24), red))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("answered class 0 (box")
          .hasMessageContaining("the background where classes are counted from 1")
          .hasMessageContaining("each class was called by the name before its own")
          .hasMessageContaining("rename them, such as \"labels\" to \"classes\"");
    }
  }

  @Test
  void aPictureWithoutABatchIsRefusedWithHowToExportIt() {
    assertThatThrownBy(() -> load("torchvision-no-batch"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("asks for picture 3x64x96")
        .hasMessageContaining("torch.rand(1, 3, 64, 96)");
  }

  /** Which column stands for no class depends on the RF-DETR release, so the user must tell. */
  @Test
  void rfDetrsColumnOfNoClassIsAskedFor() {
    assertThatThrownBy(() -> load("rf-detr-fine-tuned", NAMES))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("4 confidences a box for 3 class names")
        .hasMessageContaining("a line \"nothing\" at the end")
        .hasMessageContaining("at the beginning where by an older one");
    PaintedCells.areFound(load("rf-detr-fine-tuned", NAMES + "nothing\n"), Fixtures.CPU, pool);
    assertThat(load("rf-detr-fine-tuned", NAMES + "nothing\n").layout().key()).isEqualTo("detr");
  }

  @Test
  void rfDetrIsNeverReadAsAnythingElse() {
    assertThatThrownBy(() -> load("rf-detr-fine-tuned", "red\nblue\n"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("tells 4 classes apart, but 2 class names are given");
  }

  @Test
  void aTransformerThatCountsAClassForNothingIsRefused() {
    assertThatThrownBy(() -> load("detr-of-nothing"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("DETR and YOLOS, which count a class for nothing, are not read");
  }

  @ParameterizedTest
  @CsvSource({"listed-padded, listed", "end-to-end-padded-below, end-to-end"})
  void rowsOfMinusOneArePadding(String name, String layout) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo(layout);
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Classes and confidences have the same shape here: only the output names tell them apart. */
  @Test
  void theEndOfATensorFlowLiteDetectorIsKnownByItsNames() {
    ModelBundle bundle = load("tflite", NAMES);
    assertThat(bundle.layout().key()).isEqualTo("listed");
    assertThat(bundle.layout().outputs().get(1)).endsWith(":2");
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @Test
  void placesAloneAreNoColumnsOfConfidences() {
    assertThatThrownBy(() -> load("boxes-alone"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("boxes 1x10x4, which is no layout Sightline knows");
  }
}
