package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * The possible layouts of boxes, confidences and classes in two to four outputs, perhaps with the
 * number of valid boxes.
 *
 * @param evidence all that is known
 */
record ListedOutputs(Evidence evidence) {
  /**
   * tf2onnx's name for the boxes of a TensorFlow Lite detector; the others have a number appended.
   */
  private static final String OF_TENSORFLOW_LITE = "TFLite_Detection_PostProcess";

  /** Every layout that they allow, most common first; none if no outputs belong together. */
  List<Layout> readings() {
    return Stream.of(listedLite(), listed(), listedInTwo())
        .filter(readings -> !readings.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Classes are floating-point numbers like the confidences: only the names tell them apart. */
  private List<Layout> listedLite() {
    List<String> read =
        Stream.of("", ":2", ":1", ":3").map(end -> OF_TENSORFLOW_LITE + end).toList();
    boolean answered =
        evidence.outputs().stream().map(Tensor::name).toList().containsAll(read)
            && evidence.outputs().stream()
                .anyMatch(t -> t.name().equals(read.get(0)) && t.lastSize() == 4);
    BoxForm place = evidence.model().form().orElse(BoxForm.CORNERS_DOWN_FIRST_NORMALISED);
    return answered
        ? List.of(new Layout(Kind.LISTED, place, ScoreForm.PROBABILITIES, 0, read))
        : List.of();
  }

  private List<Layout> listed() {
    for (Tensor boxes : evidence.outputs()) {
      int rank = boxes.shape().size();
      if ((rank == 2 || rank == 3) && boxes.lastSize() == 4) {
        long count = boxes.shape().get(rank - 2);
        List<Tensor> lists =
            ofTensorFlow(
                boxes,
                evidence.outputs().stream()
                    .filter(t -> !t.equals(boxes) && !isCount(t))
                    .filter(t -> Shapes.ofList(t.shape()).size() == rank - 1)
                    .filter(t -> count < 1 || Shapes.agree(length(t), count))
                    .toList());
        List<Tensor> scores = lists.stream().filter(ListedOutputs::isScores).toList();
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
    return boxes.isNamed(Evidence.OF_TENSORFLOW) && named.size() == 2 ? named : lists;
  }

  private List<Layout> listed(Tensor boxes, Tensor scores, Tensor labels) {
    List<String> read =
        Stream.concat(
                Stream.of(boxes, scores, labels),
                evidence.outputs().stream().filter(ListedOutputs::isCount))
            .limit(4)
            .map(Tensor::name)
            .toList();
    List<BoxForm> usual =
        isSized() || boxes.isNamed("det_boxes")
            ? List.of(BoxForm.CORNERS_PIXELS)
            : List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_NORMALISED);
    return firsts(boxes, scores, labels).stream()
        .flatMap(
            sure ->
                evidence.forms(boxes, usual).stream()
                    .map(place -> new Layout(Kind.LISTED, place, sure, 0, read)))
        .toList();
  }

  /** TensorFlow and torchvision count classes from 1: 0 is the background. */
  private List<ScoreForm> firsts(Tensor boxes, Tensor scores, Tensor labels) {
    if (!evidence.model().background() && boxes.isNamed(Evidence.OF_TENSORFLOW)) {
      return List.of(ScoreForm.AFTER_BACKGROUND);
    }
    return !evidence.model().background() && isOfTorchvision(boxes, scores, labels)
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
            && evidence.outputs().stream().filter(output -> output.shape().size() < 4).count() == 3;
    return !isSized()
        && evidence.outputs().get(0).equals(boxes)
        && boxes.shape().size() == 2
        && !isFloating(labels)
        && (numbered || names.equals(List.of("boxes", "scores", "labels")));
  }

  /** Boxes with their confidence as the fifth number, beside their classes (MMDeploy). */
  private List<Layout> listedInTwo() {
    for (Tensor boxes : evidence.outputs()) {
      int rank = boxes.shape().size();
      if ((rank == 2 || rank == 3) && boxes.lastSize() == 5) {
        long count = boxes.shape().get(rank - 2);
        for (Tensor labels : evidence.outputs()) {
          if (labels.shape().size() == rank - 1
              && Shapes.agree(labels.lastSize(), count)
              && !isScores(labels)
              && !isCount(labels)) {
            List<String> read = List.of(boxes.name(), labels.name());
            return evidence
                .forms(boxes, List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_NORMALISED))
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
        && !tensor.isNamed("label", "class", "cls", "categor", "num", "indices", "indexes");
  }

  private static boolean isFloating(Tensor tensor) {
    return tensor.type() == OnnxHeader.FLOAT32 || tensor.type() == OnnxHeader.FLOAT16;
  }

  private static boolean isCount(Tensor tensor) {
    return tensor.isNamed("num")
        && tensor.shape().size() <= 2
        && tensor.shape().stream().allMatch(size -> size <= 1);
  }

  /** Whether it asks for the size that boxes are scaled to. */
  private boolean isSized() {
    return evidence.model().graph().size().isPresent();
  }

  /** How many numbers a list has; 0 or less if that is left open. */
  private static long length(Tensor list) {
    List<Long> shape = Shapes.ofList(list.shape());
    return shape.get(shape.size() - 1);
  }
}
