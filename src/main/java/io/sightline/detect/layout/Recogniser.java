package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Derives possible layouts from a file alone (shapes, names, metadata): every reading that its
 * shapes allow. If there are several, a {@link Trial} decides; if there is none, the model cannot
 * be read.
 *
 * <p>Layouts are told apart, in this order, by outputs that belong together (boxes with
 * confidences, labels); then within one output, by which dimension counts boxes, compared with the
 * number of cells that strides of 4 to 64 give for the input: equal (v8, YOLOX), three times as
 * many (v5, v7), or neither (a list made by suppression or a transformer); then by what is left for
 * the classes.
 *
 * @param evidence all that is known
 */
record Recogniser(Evidence evidence) {
  /** Every layout that the file allows, most common first. */
  List<Layout> readings() {
    return ofShapes().stream().map(this::described).toList();
  }

  /** A reading with what the lengths of its lists, the metadata and a bundle.json add to it. */
  private Layout described(Layout reading) {
    boolean mayCross = reading.kind().has(Trait.ANY_BOXES) && evidence.model().form().isPresent();
    Layout told = mayCross ? reading.inEitherOrder() : reading;
    return reading.mayVary() && isLong(reading) && !evidence.saysEndToEnd()
        ? told.withOverlaps()
        : told;
  }

  /** Whether a list is longer than suppression leaves it, or as long as a grid. */
  private boolean isLong(Layout list) {
    String boxes = list.outputs().get(0);
    ModelInput input = evidence.model().input();
    return evidence.outputs().stream()
        .filter(output -> output.name().equals(boxes))
        .map(Tensor::shape)
        .filter(shape -> shape.size() > 1)
        .mapToLong(shape -> shape.get(shape.size() - 2))
        .anyMatch(
            rows ->
                rows > Shapes.MOST_CHOSEN
                    || Grid.isOfEveryCell(rows, input.width(), input.height()));
  }

  private List<Layout> ofShapes() {
    return Stream.concat(
            Stream.of(
                new ListedOutputs(evidence).readings(), new PairedOutputs(evidence).readings()),
            evidence.outputs().stream()
                .filter(output -> !isScoresAlone(output))
                .map(output -> new SingleOutput(evidence, output).readings()))
        .filter(readings -> !readings.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether these are confidences 1 x classes x N with boxes in another output: half a result. */
  private boolean isScoresAlone(Tensor output) {
    OptionalInt names = evidence.model().names();
    List<Long> shape = output.shape();
    boolean beside =
        shape.size() == 3
            && evidence.outputs().stream()
                .map(Tensor::shape)
                .anyMatch(
                    other ->
                        other.size() == 3
                            && (other.get(1) == 4 || other.get(1) == 64)
                            && other.get(2).equals(shape.get(2)));
    return beside
        && (names.isPresent()
            ? shape.get(1) == names.getAsInt()
            : output.isNamed("score", "cls", "class", "prob", "conf"));
  }
}
