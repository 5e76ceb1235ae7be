package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests files whose metadata say which pictures they are shown, by ONNX's own keys or by those of
 * OpenVINO's Model API: they are shown such, and nothing is called assumed that the file says.
 */
class SaidPicturesTest extends OnLayouts {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "said-bgr-bytes|BGR 0-255, centred",
        "said-around-zero|RGB 0-1 less [0.5, 0.5, 0.5] over [0.5, 0.5, 0.5], centred",
        "said-video|RGB 0-219.0 less [-16.0, -16.0, -16.0] over [1.0, 1.0, 1.0], centred",
        "said-geti|RGB 0-255 less [123.675, 116.28, 103.53] over [58.395, 57.12, 57.375], stretched",
        "said-geti-bgr|BGR 0-255 less [103.53, 116.28, 123.675] over [57.375, 57.12, 58.395], top-left",
        "said-geti-parts|RGB 0-1, centred"
      })
  void whatAFileSaysOfItsPicturesIsDone(String name, String shown) {
    ModelBundle bundle = load(name);
    assertThat(bundle.input().text()).contains(shown);
    assertThat(bundle.notes()).noneMatch(note -> note.contains("does not say them"));
    PaintedCells.areFound(bundle, Fixtures.CPU, pool);
  }

  @Test
  void modelApisLabelsAreClassNames() {
    assertThat(load("said-geti").classes()).containsExactly("red", "light_green", "blue");
    assertThat(load("said-geti").notes()).noneMatch(note -> note.contains("names no classes"));
  }

  /** Model API's users show it pictures of either order. */
  @Test
  void channelsThatAreReversedOfAnUnknownOrderAreNoted() {
    assertThat(load("said-geti-parts").notes())
        .anySatisfy(
            note -> assertThat(note).contains("\"reverse_input_channels\": \"True\"", "shown RGB"));
  }

  @Test
  void whatIsNotReadIsNamed() {
    assertThat(load("said-unknown").notes())
        .anySatisfy(note -> assertThat(note).contains("\"Gray8\", which is not read"))
        .anySatisfy(note -> assertThat(note).contains("\"Log\", which is not read"))
        .anySatisfy(note -> assertThat(note).contains("does not say them"));
    assertThat(load("said-geti-wrong").notes())
        .anySatisfy(note -> assertThat(note).contains("\"1 2\", which is not read"))
        .anySatisfy(note -> assertThat(note).contains("\"crop\", which is not read"))
        .anySatisfy(note -> assertThat(note).contains("does not say them"));
  }
}
