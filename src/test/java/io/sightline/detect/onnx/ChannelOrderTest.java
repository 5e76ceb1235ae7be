package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.GraphParts.Weight;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the ways in which graphs swap their picture's channels, and what only looks like it. */
class ChannelOrderTest {
  private static final Tensor PLANES = picture(1, 3, 64, 96);
  private static final Tensor PIXELS = picture(1, 64, 96, 3);
  private static final Map<String, List<Long>> ALONG_CHANNELS = Map.of("axis", List.of(1L));

  private final FirstNodes first = new FirstNodes();

  private static Tensor picture(long... shape) {
    return new Tensor(
        "picture", OnnxHeader.FLOAT32, IntStream.range(0, 4).mapToObj(i -> shape[i]).toList());
  }

  private void node(
      String kind, Map<String, List<Long>> whole, List<String> inputs, String... outputs) {
    first.add(new Node(kind, inputs, List.of(outputs), List.of(), whole));
  }

  private String numbers(String name, float... values) {
    first.add(
        new Weight(name, IntStream.range(0, values.length).mapToObj(i -> values[i]).toList()));
    return name;
  }

  private void gather(String from, int axis, String to, float... which) {
    node(
        "Gather",
        Map.of("axis", List.of((long) axis)),
        List.of(from, numbers("of " + to, which)),
        to);
  }

  private void slice(String from, String to, float start, float end, float axis, float step) {
    List<String> inputs =
        List.of(
            from,
            numbers("from " + to, start),
            numbers("end " + to, end),
            numbers("axis " + to, axis),
            numbers("step " + to, step));
    node("Slice", Map.of(), inputs, to);
  }

  private boolean isExchanged(Tensor picture, String seen) {
    node("Conv", Map.of(), List.of(seen, "weights"), "features");
    return new ChannelOrder(first).isExchanged(picture);
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 0, true", "-1, -2, -3, true", "0, 1, 2, false", "1, 2, 0, false"})
  void chosenInAnOrder(float a, float b, float c, boolean exchanged) {
    gather("picture", 1, "out", a, b, c);

    assertThat(isExchanged(PLANES, "out")).isEqualTo(exchanged);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, -9.2e18, 1, -1, true",
    "2, -4, -3, -1, true",
    "-1, -9.2e18, 3, -1, false", // mirrored
    "0, 9.2e18, 1, 1, false"
  })
  void backwards(float start, float end, float axis, float step, boolean exchanged) {
    slice("picture", "out", start, end, axis, step);

    assertThat(isExchanged(PLANES, "out")).isEqualTo(exchanged);
  }

  @Test
  void behindWhatTurnsAndScales() {
    node("Cast", Map.of(), List.of("picture"), "cast");
    node("Transpose", Map.of("perm", List.of(0L, 3L, 1L, 2L)), List.of("cast"), "planes");
    node("Div", Map.of(), List.of("planes", numbers("by", 255)), "small");
    slice("small", "out", -1, -Float.MAX_VALUE, 1, -1);

    assertThat(isExchanged(PIXELS, "out")).isTrue();
    assertThat(new ChannelOrder(first).isExchanged(picture(1, 3, 96, 3))).isFalse();
  }

  @Test
  void planeByPlane() {
    for (int i = 0; i < 3; i++) {
      gather("picture", 1, "plane " + i, 2 - i);
      node("Unsqueeze", Map.of(), List.of("plane " + i, numbers("one", 1)), "part " + i);
    }
    node("Concat", ALONG_CHANNELS, List.of("part 0", "part 1", "part 2"), "out");

    assertThat(isExchanged(PLANES, "out")).isTrue();
  }

  /** YOLOv5's former first layer, which turns neighbouring pixels into channels. */
  @Test
  void beforeItsPixelsAreTakenApart() {
    gather("picture", 1, "exchanged", 2, 1, 0);
    slice("exchanged", "even", 0, Float.MAX_VALUE, 2, 2);
    slice("exchanged", "odd", 1, Float.MAX_VALUE, 2, 2);
    node("Concat", ALONG_CHANNELS, List.of("even", "odd"), "out");
    node("Shape", Map.of(), List.of("picture"), "size");

    assertThat(isExchanged(PLANES, "out")).isTrue();
  }

  @Test
  void ofAPictureWhoseDimensionsAreFewer() {
    gather("picture", 0, "pixels", 0);
    gather("pixels", 2, "out", 2, 1, 0);

    assertThat(isExchanged(PIXELS, "out")).isTrue();
  }

  @Test
  void notWhereALayerSeesThePictureAsItIsShown() {
    gather("picture", 1, "out", 2, 1, 0);
    node("Conv", Map.of(), List.of("picture", "weights"), "others");

    assertThat(isExchanged(PLANES, "out")).isFalse();
  }

  @Test
  void notBehindALayer() {
    node("Conv", Map.of(), List.of("picture", "weights"), "features");
    gather("features", 1, "out", 2, 1, 0);

    assertThat(isExchanged(PLANES, "out")).isFalse();
  }

  /** As in TensorFlow's CenterNet, which takes RGB but is trained on BGR. */
  @ParameterizedTest
  @CsvSource({"104, 114, 120, false", "124, 116, 104, true", "0.406, 0.456, 0.485, false"})
  void meansTellWhatItIsTrainedOn(float a, float b, float c, boolean exchanged) {
    gather("picture", 1, "exchanged", 2, 1, 0);
    node("Sub", Map.of(), List.of("exchanged", numbers("means", a, b, c)), "out");

    assertThat(isExchanged(PLANES, "out")).isEqualTo(exchanged);
  }

  /** Keras adds their opposites. */
  @ParameterizedTest
  @CsvSource({"-104, -114, -120, false", "-124, -116, -104, true", "104, 114, 120, true"})
  void meansMayBeAdded(float a, float b, float c, boolean exchanged) {
    gather("picture", 1, "exchanged", 2, 1, 0);
    node("Add", Map.of(), List.of("exchanged", numbers("means", a, b, c)), "out");

    assertThat(isExchanged(PLANES, "out")).isEqualTo(exchanged);
  }
}
