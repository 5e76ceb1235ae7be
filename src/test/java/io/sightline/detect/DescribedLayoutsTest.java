package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxReader;
import io.sightline.image.FramePool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the box format in bundle.json overrides any guess and is then enforced. */
class DescribedLayoutsTest {
  private static final String DESCRIPTION =
      """
      {"name": "parts", "version": "1", "layout": "%s", "boxes": "%s", "sha256": "%s",
       "classes": ["%s"], "input": {"width": 96, "height": 64},
       "confidence": 0.5, "iou": 0.5}
      """;

  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private ModelBundle described(String name, String layout, String boxes) {
    return described(name, layout, boxes, "red", "green", "blue");
  }

  private ModelBundle described(String name, String layout, String boxes, String... classes) {
    Path model =
        Fixtures.write(folder.resolve("model.onnx"), Fixtures.bytes("layouts/" + name + ".onnx"));
    String hash = OnnxReader.read(model).sha256();
    Fixtures.write(
        folder.resolve("bundle.json"),
        DESCRIPTION
            .formatted(layout, boxes, hash, String.join("\", \"", classes))
            .getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  /** None of these formats can be determined from the file or by a trial. */
  @ParameterizedTest
  @CsvSource({
    "listed-silent-parts, listed, corners-parts",
    "end-to-end-segment-unsaid, end-to-end, corners",
    "listed-tensorflow2, listed, corners-down-first-parts",
    "end-to-end-batch-silent-centred, end-to-end-batch, centred",
    "boxes-and-scores-down-first, ssd, corners-down-first-parts"
  })
  void aDescriptionSaysHowBoxesAreMeant(String name, String layout, String boxes) {
    PaintedCells.areFound(described(name, layout, boxes), new Engine.Cpu(2), pool);
  }

  /** Sides may cross where a description says that they are corners. */
  @ParameterizedTest
  @CsvSource({
    "end-to-end-crossed-unsaid, end-to-end, true",
    "listed-silent, listed, true",
    "end-to-end-batch-silent, end-to-end-batch, false"
  })
  void cornersMayComeInEitherOrderWhereADescriptionSaysCorners(
      String name, String layout, boolean crossing) {
    assertThat(described(name, layout, "corners").layout().crossing()).isEqualTo(crossing);
  }

  @Test
  void aFormThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> described("listed-silent-parts", "listed", "round"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("\"round\" is not known; known are centred, centred-parts, corners");
  }

  @Test
  void aLayoutThatItsShapesContradictIsRefused() {
    assertThatThrownBy(() -> described("yolov8", "listed", "centred"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("not the layout \"listed\", boxes \"centred\", of its bundle.json");
  }

  @ParameterizedTest
  @CsvSource({
    "listed-silent, listed, corners-parts, 'corners, 0 to 1'",
    "listed-silent-parts, listed, centred, centre and size in pixels",
    "end-to-end-batch-silent-centred, end-to-end-batch, corners, corners in pixels"
  })
  void boxesThatAreNotAsDescribedAreRefusedWithTheFirst(
      String name, String layout, String boxes, String text) {
    ModelBundle bundle = described(name, layout, boxes);

    assertThatThrownBy(() -> PaintedCells.areFound(bundle, new Engine.Cpu(2), pool))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("which are not " + text);
  }

  /** Such boxes lie outside the picture, or in its corner: it would seem that nothing is found. */
  @ParameterizedTest
  @CsvSource({
    "yolov8, yolov8, centred-parts, 'centre and size, 0 to 1', centred",
    "yolov8-parts, yolov8, centred, centre and size in pixels, centred-parts",
    "yolov8-turned-corners, yolov8-turned, corners-parts, 'corners, 0 to 1', corners",
    "yolov5, yolov5, centred-parts, 'centre and size, 0 to 1', centred",
    "boxes-and-scores, ssd, corners-parts, 'corners, 0 to 1', corners",
    "yolov4, ssd, corners, corners in pixels, corners-parts"
  })
  void aUnitThatIsNotAsDescribedIsRefusedBeforeAnyPartIsLookedAt(
      String name, String layout, String boxes, String text, String instead) {
    ModelBundle bundle = described(name, layout, boxes);

    assertThatThrownBy(() -> new OnnxDetector(bundle, Fixtures.CPU).close())
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("which are not " + text)
        .hasMessageContaining("such as \"" + instead + "\"");
  }

  /**
   * A description that leaves nothing to a trial does not spare a network the proof that it looks.
   */
  @ParameterizedTest
  @ValueSource(strings = {"not-a-number", "too-sure", "infinite-box"})
  void nonsenseIsRefusedHoweverItIsDescribed(String name) {
    ModelBundle bundle = described("../" + name, "yolov8", "centred");

    assertThatThrownBy(() -> new OnnxDetector(bundle, Fixtures.CPU).close())
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("could not look");
  }

  /** The box format does not tell that the last class means "nothing". */
  @Test
  void aTransformerThatCountsAClassForNothingIsRefusedHoweverItIsDescribed() {
    assertThatThrownBy(
            () ->
                described(
                    "detr-of-nothing", "detr", "centred-parts", "red", "green", "blue", "nothing"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("which count a class for nothing, are not read");
  }
}
