package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.detect.onnx.ModelInput.Normalisation;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.image.FramePool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests official exports of families whose input or output differs from that of YOLOs: they are
 * read as intended, or refused by name with the remedy.
 */
class ForeignExportsTest {
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

  private ModelBundle described(String name, String layout, String input) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", "layout": "%s", "classes": ["red", "green", "blue"],
         "input": {"width": 96, "height": 64, %s}, "confidence": 0.25, "iou": 0.5, "sha256": "%s"}
        """
            .formatted(layout, input, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  /** Expects ImageNet normalisation: with any other input, it finds something else. */
  @Test
  void rfDetrIsShownWhatItIsTrainedOn() {
    ModelBundle bundle = load("rf-detr");
    assertThat(bundle.layout().key()).isEqualTo("detr");
    assertThat(bundle.input().normalisation()).isEqualTo(Normalisation.IMAGENET);
    assertThat(bundle.notes()).anySatisfy(note -> assertThat(note).contains("RF-DETR"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @Test
  void aBundleSaysMeanAndDeviation() {
    PaintedCells.areFound(
        described(
            "hugging-face",
            "detr",
            "\"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225]"),
        Fixtures.CPU,
        pool);
    PaintedCells.areFound(
        described(
            "mmdeploy",
            "listed",
            """
            "color": "BGR", "scale": 1, "mean": [103.53, 116.28, 123.675],
            "std": [57.375, 57.12, 58.395], "fit": "top-left", "resize": "linear"
            """),
        Fixtures.CPU,
        pool);
  }

  /** The first PP-YOLOE is normalised, PP-YOLOE+ is not: no file tells. */
  @Test
  void aBundleSaysWhichPpYoloeItIs() {
    ModelBundle first =
        described(
            "pp-yoloe",
            "pp-yoloe",
            "\"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225]");
    assertThat(first.input().normalisation()).isEqualTo(Normalisation.IMAGENET);
    assertThat(first.input().fit()).isEqualTo(Fit.STRETCHED);
    ModelBundle plus = described("pp-yoloe", "pp-yoloe", "\"resize\": \"linear\"");
    assertThat(plus.notes()).isEmpty();
    PaintedCells.areFound(plus, Fixtures.CPU, pool);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"mean\": [0.5, 0.5]', 'mean is three numbers'",
    "'\"std\": [1, 1, 0]', 'std is three numbers above 0'",
    "'\"resize\": \"cubic\"', 'resize is area or linear, not cubic'"
  })
  void whatNoPictureCanBeShownAsIsRefused(String input, String why) {
    assertThatThrownBy(() -> described("hugging-face", "detr", input))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("bundle.json")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "hugging-face, as Hugging Face's exports do",
    "mmdeploy, as MMDeploy's exports do",
    "nanodet, as NanoDet does",
    "nanodet-named, as NanoDet does",
    "tensorrt, 'chooses its boxes with EfficientNMS_TRT, which only TensorRT has'",
    "yolov3-numbered, asks for \"image_shape\""
  })
  void whatIsNotReadIsRefusedByWhatItIs(String name, String why) {
    assertThatThrownBy(() -> load(name))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(name + ".onnx")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"boxes-and-turned-scores, STRETCHED", "yolov4, STRETCHED"})
  void confidencesInColumnsAndBoxesWithADimensionMoreAreRead(String name, Fit fit) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo("ssd");
    assertThat(bundle.input().fit()).isEqualTo(fit);
    assertThat(bundle.notes())
        .anySatisfy(note -> assertThat(note).contains("mean and their deviation are assumed"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** With the usual channel order, it would silently report red as blue. */
  @ParameterizedTest
  @CsvSource({
    "exchanged, BGR 0-1, shown BGR",
    "exchanged-pixels, BGR 0-255, shown BGR",
    "exchanged-planes, BGR 0-255, shown BGR",
    "exchanged-yolov6, BGR 0-255, shown BGR",
    "exchanged-rf-detr, 'BGR 0-1 less [0.406, 0.456, 0.485]', shown BGR",
    "exchanged-yolox, RGB 0-255, shown RGB",
    "exchanged-super-gradients, RGB 0-255, shown RGB",
    "exchanged-super-gradients-flat, RGB 0-255, shown RGB"
  })
  void aGraphThatExchangesRedAndBlueItselfIsShownThemExchanged(
      String name, String shown, String note) {
    ModelBundle bundle = load(name);
    assertThat(bundle.input().text()).contains(shown);
    assertThat(bundle.notes())
        .anySatisfy(one -> assertThat(one).contains("exchanges red and blue").contains(note));
    assertThat(bundle.notes()).noneSatisfy(one -> assertThat(one).contains("as YOLOX is trained"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @Test
  void whatIsExchangedTwiceIsAsItWas() {
    ModelBundle bundle = load("exchanged-twice");
    assertThat(bundle.input().text()).contains("RGB");
    assertThat(bundle.notes()).noneSatisfy(note -> assertThat(note).contains("exchanges"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @Test
  void whatIsTakenOffAPictureIsInTheOrderThatItsBundleSays() {
    ModelBundle said = described("exchanged-rf-detr", "detr", "\"color\": \"RGB\"");
    assertThat(said.input().text()).contains("RGB", "less [0.485, 0.456, 0.406]");
    ModelBundle same = described("exchanged-rf-detr", "detr", "\"color\": \"BGR\"");
    assertThat(same.input().text()).contains("BGR", "less [0.406, 0.456, 0.485]");
  }

  /** The author of such a bundle meant the colours in the order used in training. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exchanged-rf-detr|detr|\"mean\": [0.485, 0.456, 0.406]|BGR 0-1 less [0.406, 0.456, 0.485] over [0.225, 0.224, 0.229]|in the order RGB",
        "exchanged-rf-detr|detr|\"std\": [0.229, 0.224, 0.225]|BGR 0-1 less [0.406, 0.456, 0.485] over [0.225, 0.224, 0.229]|in the order RGB",
        "exchanged-yolox|yolox-decoded|\"std\": [1, 2, 3]|RGB 0-255 less [0.0, 0.0, 0.0] over [3.0, 2.0, 1.0]|in the order BGR"
      })
  void whatABundleWithoutColorsTakesOffFollowsThePictureThatIsShown(
      String name, String layout, String input, String shown, String note) {
    ModelBundle bundle = described(name, layout, input);
    assertThat(bundle.input().text()).contains(shown);
    assertThat(bundle.notes())
        .anySatisfy(one -> assertThat(one).contains("\"mean\" and \"std\"").contains(note));
    if (layout.equals("detr")) {
      PaintedCells.areFound(bundle, Fixtures.CPU, pool);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exchanged|\"mean\": [0.5, 0.5, 0.5]", // the same for all channels
        "exchanged|\"color\": \"BGR\", \"mean\": [0.3, 0.2, 0.1]", // colour order given
        "yolov8|\"mean\": [0.3, 0.2, 0.1]" // graph does not exchange colours
      })
  void whereNothingIsTurnedNothingIsSaidOfIt(String name, String input) {
    ModelBundle bundle = described(name, "yolov8", input);
    assertThat(bundle.input().text()).contains(input.replaceAll(".*\"mean\": ", "less "));
    assertThat(bundle.notes()).noneSatisfy(note -> assertThat(note).contains("\"mean\""));
  }

  /** A bundle that gives a colour order is trusted; one that does not gets a note. */
  @Test
  void aBundleOfSuchAGraphIsToldHowItIsShown() {
    ModelBundle unsaid = described("exchanged", "yolov8", "\"fit\": \"centred\"");
    assertThat(unsaid.notes()).anySatisfy(note -> assertThat(note).contains("shown BGR"));
    PaintedCells.areFound(unsaid, Fixtures.CPU, pool);
    ModelBundle said = described("exchanged", "yolov8", "\"color\": \"RGB\"");
    assertThat(said.input().text()).contains("RGB");
    assertThat(said.notes()).noneSatisfy(note -> assertThat(note).contains("exchanges"));
  }
}
