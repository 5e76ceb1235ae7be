package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.GraphParts.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a graph's first operations reveal the value range of its picture. */
class PictureRangeTest {
  private final FirstNodes first = new FirstNodes();
  private final PictureRange range = new PictureRange(first);

  private void node(String kind, String input, String other, String output) {
    first.add(new Node(kind, List.of(input, other), List.of(output), List.of(), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "Div, 255, true",
    "Div, 58.4, true",
    "Div, 0.225, false",
    "Mul, 0.003921569, true",
    "Mul, 2, false",
    "Sub, 123.7, true",
    "Sub, 0.485, false",
    "Add, 255, false",
    "Add, -123.7, true",
    "Add, -0.485, false"
  })
  void byAWeight(String kind, float number, boolean bytes) {
    first.add(new Weight("number", List.of(number)));
    node(kind, "picture", "number", "out");

    assertThat(range.isOfBytes("picture")).isEqualTo(bytes);
  }

  @Test
  void byAConstantBehindWhatOnlyMovesPixels() {
    first.add(
        new Node("Constant", List.of(), List.of("number"), List.of(255f, 255f, 255f), Map.of()));
    node("Cast", "picture", "", "cast");
    node("Transpose", "cast", "", "turned");
    node("Div", "turned", "number", "out");

    assertThat(range.isOfBytes("picture")).isTrue();
    assertThat(range.isOfBytes("another")).isFalse();
  }

  /** As MMYOLO's exports prepare their picture: less a mean of nothing, over 255. */
  @ParameterizedTest
  @CsvSource({"Sub, 0, true", "Add, 0, true", "Mul, 1, true", "Div, 1, true", "Sub, 0.485, false"})
  void whatChangesNoPixelSaysNothingYet(String kind, float number, boolean bytes) {
    first.add(new Weight("first", List.of(number, number, number)));
    first.add(new Weight("second", List.of(255f, 255f, 255f)));
    node(kind, "picture", "first", "same");
    node("Div", "same", "second", "out");

    assertThat(range.isOfBytes("picture")).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Resize", "Pad", "Clip", "Min", "Max"})
  void pixelsThatAreFittedOrLimitedKeepTheirRange(String kind) {
    first.add(new Weight("number", List.of(255f)));
    node(kind, "picture", "limits", "fitted");
    node("Div", "fitted", "number", "out");

    assertThat(range.isOfBytes("picture")).isTrue();
  }

  @Test
  void whatComesAfterALayerSaysNothing() {
    first.add(new Weight("number", List.of(255f)));
    node("Conv", "picture", "weights", "features");
    node("Div", "features", "number", "out");

    assertThat(range.isOfBytes("picture")).isFalse();
  }
}
