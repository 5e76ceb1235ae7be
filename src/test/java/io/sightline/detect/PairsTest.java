package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.detect.onnx.OnnxReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests files with boxes in one output and confidences in another: which output has the
 * confidences, which of these is the background's, and how pictures are fitted.
 */
class PairsTest extends OnLayouts {
  private static final String NAMES = "red\ngreen\nblue\n";

  private ModelBundle described(String name, String classes) {
    return described(name, "ssd", "corners-parts", classes);
  }

  private ModelBundle described(String name, String layout, String boxes, String classes) {
    Path model = copy(name, "model.onnx");
    String description =
        """
        {"name": "cells", "version": "1", "layout": "%s", "boxes": "%s",
         "classes": [%s], "sha256": "%s", "input": {"width": 96, "height": 64},
         "confidence": 0.25, "iou": 0.5}
        """
            .formatted(layout, boxes, classes, OnnxReader.read(model).sha256());
    Fixtures.write(folder.resolve("bundle.json"), description.getBytes(StandardCharsets.UTF_8));
    return Models.load(folder);
  }

  /** Read as background first, every box without an object would be one of the last class. */
  @Test
  void aBackgroundThatComesLastIsNoClass() {
    for (ModelBundle bundle :
        new ModelBundle[] {
          load("ssd-background-last"),
          load("ssd-background-last", NAMES),
          described("ssd-background-last", "\"red\", \"green\", \"blue\"")
        }) {
      assertThat(bundle.reading()).contains("(3 classes; corners, 0 to 1; confidences, background");
      assertThat(bundle.reading()).contains("background last");
      assertThat(bundle.notes())
          .anySatisfy(note -> assertThat(note).contains("surest of the last column"));
      PaintedCells.areFound(bundle, Fixtures.CPU, pool);
    }
  }

  @Test
  void aBackgroundThatComesFirstStays() {
    assertThat(load("ssd").reading()).contains("background first");
    assertThat(load("ssd").notes()).noneMatch(note -> note.contains("surest of the last column"));
  }

  @Test
  void aBackgroundThatIsNamedFirstAndComesLastIsRefused() {
    assertThatThrownBy(() -> load("ssd-background-last", "background\n" + NAMES))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("ssd-background-last.onnx is surest of its last column")
        .hasMessageContaining("leave that out of them");
  }

  /** One name per confidence: the first is dropped, and never reported as a defect. */
  @ParameterizedTest
  @ValueSource(strings = {"background", "__background__"})
  void aBackgroundWithANameIsNoClassEither(String background) {
    ModelBundle bare = load("ssd", background + "\n" + NAMES);
    assertThat(bare.classes()).containsExactly("red", "green", "blue");
    PaintedCells.areFound(bare, Fixtures.CPU, pool);
    ModelBundle said = described("ssd", "\"" + background + "\", \"red\", \"green\", \"blue\"");
    assertThat(said.classes()).containsExactly("red", "green", "blue");
    PaintedCells.areFound(said, Fixtures.CPU, pool);
  }

  /** Confidences need not add up to 1 where a name says which is the background's. */
  @Test
  void aNamedBackgroundBesideIndependentClassesIsNoClass() {
    assertThat(load("boxes-and-scores", "background\ngreen\nblue\n").classes())
        .containsExactly("green", "blue");
  }

  /**
   * A YOLO whose output was split in two, exported with a fixed and with an open count of boxes.
   */
  @Test
  void howPicturesAreFittedDoesNotDependOnWhetherTheFileSaysTheNumberOfBoxes() {
    ModelBundle fixed = load("boxes-and-scores");
    ModelBundle open = load("boxes-and-scores-open");
    assertThat(fixed.input().fit()).isEqualTo(Fit.CENTRED);
    assertThat(open.input()).isEqualTo(fixed.input());
    PaintedCells.areFound(open, Fixtures.CPU, pool);
  }

  @ParameterizedTest
  @CsvSource({"detr-beside-features, pred_logits", "detr-beside-features-named, 1207"})
  void confidencesAreFoundBehindFurtherNumbersOfTheSameBoxes(String name, String confidences) {
    ModelBundle bundle = load(name);
    assertThat(bundle.layout().key()).isEqualTo("detr");
    assertThat(bundle.layout().outputs()).endsWith(confidences);
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  /** Of four classes, confidences have the shape of boxes, and here no name tells them apart. */
  @ParameterizedTest
  @CsvSource({"scores-first-four, ssd, corners", "detr-first-four, detr, centred-parts"})
  void confidencesMayComeBeforeTheirBoxes(String name, String layout, String boxes) {
    for (ModelBundle bundle :
        new ModelBundle[] {
          load(name),
          load(name, NAMES + "none\n"),
          described(name, layout, boxes, "\"red\", \"green\", \"blue\", \"none\"")
        }) {
      assertThat(bundle.layout().key()).isEqualTo(layout);
      assertThat(bundle.layout().outputs()).startsWith("1203");
      PaintedCells.areFound(bundle, Fixtures.CPU, pool);
    }
  }

  @Test
  void whichNumbersAreConfidencesIsAskedWhereNothingTells() {
    assertThatThrownBy(() -> load("detr-beside-features-unnamed"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("can be read in 2 ways")
        .hasMessageContaining("raw (16 classes")
        .hasMessageContaining("raw (3 classes");
    PaintedCells.areFound(load("detr-beside-features-unnamed", NAMES), Fixtures.CPU, pool);
  }
}
