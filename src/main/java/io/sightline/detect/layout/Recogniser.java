package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param outputs the graph's outputs, as declared or as observed; -1 for a dynamic size
 * @param input the network's input
 * @param names the number of class names, if there are any
 * @param background whether the first of them is the background
 * @param task what it is made for
 * @param sized whether it asks for the size that boxes are scaled to
 * @param metadata the file's metadata entries
 * @param form the box format given in bundle.json, if any
 * @param trusting whether metadata of a known exporter also determines the box format, which may
 *     have been changed since
 */
record Recogniser(
    List<Tensor> outputs,
    ModelInput input,
    OptionalInt names,
    boolean background,
    ModelTask task,
    boolean sized,
    Map<String, String> metadata,
    Optional<BoxForm> form,
    boolean trusting) {
  /** TensorFlow's name for its boxes, raw or suppressed. */
  private static final String OF_TENSORFLOW = "detection_boxes";

  /**
   * tf2onnx's name for the boxes of a TensorFlow Lite detector; the others have a number appended.
   */
  private static final String OF_TENSORFLOW_LITE = "TFLite_Detection_PostProcess";

  /** Every layout that the file allows, most common first. */
  List<Layout> readings() {
    return ofShapes().stream().map(this::described).toList();
  }

  /** A reading with what the lengths of its lists, the metadata and a bundle.json add to it. */
  private Layout described(Layout reading) {
    boolean mayCross = reading.kind().has(Trait.ANY_BOXES) && form.isPresent();
    Layout told = mayCross ? reading.inEitherOrder() : reading;
    return reading.mayVary() && isLong(reading) && !saysEndToEnd() ? told.withOverlaps() : told;
  }

  /** Whether a list is longer than suppression leaves it, or as long as a grid. */
  private boolean isLong(Layout list) {
    String boxes = list.outputs().get(0);
    return outputs.stream()
        .filter(output -> output.name().equals(boxes))
        .map(Tensor::shape)
        .filter(shape -> shape.size() > 1)
        .mapToLong(shape -> shape.get(shape.size() - 2))
        .anyMatch(
            rows ->
                rows > Shapes.MOST_CHOSEN
                    || Grid.isOfEveryCell(rows, input.width(), input.height()));
  }

  /** Whether the metadata say that overlaps are suppressed. */
  boolean saysEndToEnd() {
    return metadata.getOrDefault("end2end", "").equalsIgnoreCase("true")
        || metadata.getOrDefault("args", "").contains("'nms': True");
  }

  private List<Layout> ofShapes() {
    for (List<Layout> several :
        List.of(listedLite(), listed(), listedInTwo(), new PairedOutputs(this).readings())) {
      if (!several.isEmpty()) {
        return several;
      }
    }
    return outputs.stream()
        .filter(output -> !isScoresAlone(output))
        .map(output -> new SingleOutput(this, output).readings())
        .filter(readings -> !readings.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  // Two to four outputs: boxes, confidences, classes, and perhaps the number of valid boxes.

  /** Classes are floating-point numbers like the confidences: only the names tell them apart. */
  private List<Layout> listedLite() {
    List<String> read =
        Stream.of("", ":2", ":1", ":3").map(end -> OF_TENSORFLOW_LITE + end).toList();
    boolean answered =
        outputs.stream().map(Tensor::name).toList().containsAll(read)
            && outputs.stream().anyMatch(t -> t.name().equals(read.get(0)) && last(t) == 4);
    BoxForm place = form.orElse(BoxForm.CORNERS_DOWN_FIRST_NORMALISED);
    return answered
        ? List.of(new Layout(Kind.LISTED, place, ScoreForm.PROBABILITIES, 0, read))
        : List.of();
  }

  private List<Layout> listed() {
    for (Tensor boxes : outputs) {
      int rank = boxes.shape().size();
      if ((rank == 2 || rank == 3) && last(boxes) == 4) {
        long count = boxes.shape().get(rank - 2);
        List<Tensor> lists =
            ofTensorFlow(
                boxes,
                outputs.stream()
                    .filter(t -> !t.equals(boxes) && !isCount(t))
                    .filter(t -> Shapes.ofList(t.shape()).size() == rank - 1)
                    .filter(t -> count < 1 || agree(length(t), count))
                    .toList());
        List<Tensor> scores = lists.stream().filter(Recogniser::isScores).toList();
        List<Tensor> labels = lists.stream().filter(t -> !scores.contains(t)).toList();
        if (scores.size() == 1 && labels.size() == 1) {
          return listed(boxes, scores.get(0), labels.get(0));
        }
      }
    }
    return List.of();
  }

  /** The two lists that belong to TensorFlow's boxes, by their names. */
  private static List<Tensor> ofTensorFlow(Tensor boxes, List<Tensor> lists) {
    List<Tensor> named =
        lists.stream().filter(t -> t.name().matches("detection_(scores|classes)\\b.*")).toList();
    return isNamed(boxes, OF_TENSORFLOW) && named.size() == 2 ? named : lists;
  }

  private List<Layout> listed(Tensor boxes, Tensor scores, Tensor labels) {
    List<String> read =
        Stream.concat(
                Stream.of(boxes, scores, labels), outputs.stream().filter(Recogniser::isCount))
            .limit(4)
            .map(Tensor::name)
            .toList();
    List<BoxForm> usual =
        sized || isNamed(boxes, "det_boxes")
            ? List.of(BoxForm.CORNERS_PIXELS)
            : List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_NORMALISED);
    return firsts(boxes, scores, labels).stream()
        .flatMap(
            sure ->
                forms(boxes, usual).stream()
                    .map(place -> new Layout(Kind.LISTED, place, sure, 0, read)))
        .toList();
  }

  /** TensorFlow and torchvision count classes from 1: 0 is the background. */
  private List<ScoreForm> firsts(Tensor boxes, Tensor scores, Tensor labels) {
    if (!background && isNamed(boxes, OF_TENSORFLOW)) {
      return List.of(ScoreForm.AFTER_BACKGROUND);
    }
    return !background && isOfTorchvision(boxes, scores, labels)
        ? List.of(ScoreForm.AFTER_BACKGROUND, ScoreForm.PROBABILITIES)
        : List.of(ScoreForm.PROBABILITIES);
  }

  /**
   * Whether the lists have no batch dimension, boxes first, and torchvision's names or PyTorch's
   * numbers for unnamed outputs. Boxes last is yolort's order, which counts from 0.
   */
  private boolean isOfTorchvision(Tensor boxes, Tensor scores, Tensor labels) {
    List<String> names = Stream.of(boxes, scores, labels).map(Tensor::name).toList();
    boolean numbered =
        names.stream().allMatch(name -> name.matches("\\d+"))
            && outputs.stream().filter(output -> output.shape().size() < 4).count() == 3;
    return !sized
        && outputs.get(0).equals(boxes)
        && boxes.shape().size() == 2
        && !isFloating(labels)
        && (numbered || names.equals(List.of("boxes", "scores", "labels")));
  }

  /** Possible box formats: as specified, or according to their name, or the usual ones. */
  List<BoxForm> forms(Tensor boxes, List<BoxForm> usual) {
    return form.map(List::of)
        .orElse(
            isNamed(boxes, OF_TENSORFLOW) ? List.of(BoxForm.CORNERS_DOWN_FIRST_NORMALISED) : usual);
  }

  /** Boxes with their confidence as the fifth number, beside their classes (MMDeploy). */
  private List<Layout> listedInTwo() {
    for (Tensor boxes : outputs) {
      int rank = boxes.shape().size();
      if ((rank == 2 || rank == 3) && last(boxes) == 5) {
        long count = boxes.shape().get(rank - 2);
        for (Tensor labels : outputs) {
          if (labels.shape().size() == rank - 1
              && agree(last(labels), count)
              && !isScores(labels)
              && !isCount(labels)) {
            List<String> read = List.of(boxes.name(), labels.name());
            return forms(boxes, List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_NORMALISED))
                .stream()
                .map(form -> new Layout(Kind.LISTED, form, ScoreForm.PROBABILITIES, 0, read))
                .toList();
          }
        }
      }
    }
    return List.of();
  }

  private static boolean isScores(Tensor tensor) {
    return isFloating(tensor)
        && !isNamed(tensor, "label", "class", "cls", "categor", "num", "indices", "indexes");
  }

  private static boolean isFloating(Tensor tensor) {
    return tensor.type() == OnnxHeader.FLOAT32 || tensor.type() == OnnxHeader.FLOAT16;
  }

  private static boolean isCount(Tensor tensor) {
    return isNamed(tensor, "num")
        && tensor.shape().size() <= 2
        && tensor.shape().stream().allMatch(size -> size <= 1);
  }

  // One output, regardless of any others.

  /** Whether these are confidences 1 x classes x N with boxes in another output: half a result. */
  private boolean isScoresAlone(Tensor output) {
    List<Long> shape = output.shape();
    boolean beside =
        shape.size() == 3
            && outputs.stream()
                .map(Tensor::shape)
                .anyMatch(
                    other ->
                        other.size() == 3
                            && (other.get(1) == 4 || other.get(1) == 64)
                            && other.get(2).equals(shape.get(2)));
    return beside
        && (names.isPresent()
            ? shape.get(1) == names.getAsInt()
            : isNamed(output, "score", "cls", "class", "prob", "conf"));
  }

  boolean fits(int classes) {
    return classes > 0 && names.orElse(classes) == classes;
  }

  static boolean agree(long a, long b) {
    return a == b || a < 1 || b < 1;
  }

  static long last(Tensor tensor) {
    List<Long> shape = tensor.shape();
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  /** How many numbers a list has; 0 or less if that is left open. */
  private static long length(Tensor list) {
    List<Long> shape = Shapes.ofList(list.shape());
    return shape.get(shape.size() - 1);
  }

  static boolean isNamed(Tensor tensor, String... fragments) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return Stream.of(fragments).anyMatch(name::contains);
  }
}
