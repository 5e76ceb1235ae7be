package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Reads from a file alone (shapes, names, metadata) how a network's answer may be laid out: every
 * reading that its shapes allow. More than one is for {@link Trial} to decide, none is a model that
 * cannot be read.
 *
 * <p>What tells layouts apart, in this order: outputs that belong together (boxes with confidences,
 * labels); then in one output, which dimension counts boxes, found by how many cells strides of 4
 * to 64 make of the input: as many (v8, YOLOX), three times as many (v5, v7), or neither (a list
 * that suppression or a transformer made); then what is left for the classes.
 *
 * @param outputs what the graph answers, as declared or as observed; -1 where a size is open
 * @param input what the network is shown
 * @param names how many class names there are, where there are any
 * @param background whether the first of them is the background's
 * @param task what it is made for
 * @param sized whether it asks for the size that boxes are scaled to
 * @param metadata the free text entries of the file
 * @param form how a bundle's description says that boxes are meant, where it does
 * @param trusting whether what a known exporter writes there also says how its boxes are meant:
 *     somebody may have changed them since
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
  /** What TensorFlow calls its boxes, raw or chosen. */
  private static final String OF_TENSORFLOW = "detection_boxes";

  /** What tf2onnx calls the boxes of a TensorFlow Lite detector; the rest by a number after it. */
  private static final String OF_TENSORFLOW_LITE = "TFLite_Detection_PostProcess";

  /** Every layout that the file allows, the more usual first. */
  List<Layout> readings() {
    for (List<Layout> several : List.of(listedLite(), listed(), listedInTwo(), pairs())) {
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

  // Two to four outputs: boxes, confidences, classes, and perhaps how many count.

  /** Classes in numbers like the confidences after them: their names say which is which. */
  private List<Layout> listedLite() {
    List<String> read =
        Stream.of("", ":2", ":1", ":3").map(end -> OF_TENSORFLOW_LITE + end).toList();
    boolean answered =
        outputs.stream().map(Tensor::name).toList().containsAll(read)
            && outputs.stream().anyMatch(t -> t.name().equals(read.get(0)) && last(t) == 4);
    BoxForm place = form.orElse(BoxForm.CORNERS_DOWN_FIRST_PARTS);
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
                    .filter(t -> t.shape().size() == rank - 1 && !t.equals(boxes) && !isCount(t))
                    .filter(t -> agree(last(t), count) || count < 1)
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

  /** Of many lists the two that TensorFlow's boxes go with, by their names. */
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
            : List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_PARTS);
    return firsts(boxes, scores, labels).stream()
        .flatMap(
            sure ->
                forms(boxes, usual).stream()
                    .map(place -> new Layout(Kind.LISTED, place, sure, 0, read)))
        .toList();
  }

  /** TensorFlow and torchvision count classes from 1: there, 0 is the background. */
  private List<ScoreForm> firsts(Tensor boxes, Tensor scores, Tensor labels) {
    if (!background && isNamed(boxes, OF_TENSORFLOW)) {
      return List.of(ScoreForm.AFTER_BACKGROUND);
    }
    return !background && isOfTorchvision(boxes, scores, labels)
        ? List.of(ScoreForm.AFTER_BACKGROUND, ScoreForm.PROBABILITIES)
        : List.of(ScoreForm.PROBABILITIES);
  }

  /**
   * Lists without a batch, boxes first, of those names or of numbers, as PyTorch gives those
   * without one. Boxes last is yolort's order, which counts from 0.
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

  /** How such boxes may be meant: as is said, or as their name says, or as is usual. */
  private List<BoxForm> forms(Tensor boxes, List<BoxForm> usual) {
    return form.map(List::of)
        .orElse(isNamed(boxes, OF_TENSORFLOW) ? List.of(BoxForm.CORNERS_DOWN_FIRST_PARTS) : usual);
  }

  /** Boxes whose confidence is their fifth number, beside their classes (MMDeploy). */
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
            return forms(boxes, List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_PARTS)).stream()
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

  // Two outputs: boxes, and a confidence for every class.

  private List<Layout> pairs() {
    for (Tensor boxes : outputs) {
      if (boxes.shape().size() == 3 && last(boxes) == 4 && !isNamed(boxes, "logit", "score")) {
        for (Tensor scores : outputs) {
          if (!scores.equals(boxes) && scores.shape().size() == 3) {
            long count = boxes.shape().get(1);
            long down = scores.shape().get(1);
            if (last(scores) > 0 && agree(down, count)) {
              return pair(boxes, scores, last(scores));
            }
            if (down > 0 && last(scores) == count) {
              return pair(boxes, scores, down);
            }
          }
        }
      }
    }
    return List.of();
  }

  /**
   * @param numbers so many confidences a box has
   */
  private List<Layout> pair(Tensor boxes, Tensor scores, long numbers) {
    List<String> read = List.of(boxes.name(), scores.name());
    int columns = (int) Math.min(numbers, Integer.MAX_VALUE);
    List<Layout> all = new ArrayList<>();
    all.add(new Layout(Kind.DETR, BoxForm.CENTRED_PARTS, ScoreForm.LOGITS, columns, read));
    // Downward first looks like any other corners: only a name or a description says it.
    List<BoxForm> usual =
        Stream.of(BoxForm.values())
            .filter(place -> place != BoxForm.CORNERS_DOWN_FIRST_PARTS)
            .toList();
    for (ScoreForm sure : List.of(ScoreForm.AFTER_BACKGROUND, ScoreForm.PROBABILITIES)) {
      for (BoxForm place : forms(boxes, usual)) {
        all.add(new Layout(Kind.SSD, place, sure, columns - sure.first(), read));
      }
    }
    boolean logits = isNamed(scores, "logit") || RfDetr.answers(List.of(boxes, scores));
    boolean confidences = isNamed(scores, "score", "prob", "conf");
    return all.stream()
        .filter(reading -> !logits || reading.kind() == Kind.DETR)
        .filter(reading -> !confidences || reading.kind() != Kind.DETR)
        .filter(reading -> fits(reading.classes()))
        .toList();
  }

  // One output, whatever else there is beside it.

  /** Confidences 1 x classes x N whose boxes stand in an output of their own: half an answer. */
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

  private static boolean agree(long a, long b) {
    return a == b || a < 1 || b < 1;
  }

  static long last(Tensor tensor) {
    List<Long> shape = tensor.shape();
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  private static boolean isNamed(Tensor tensor, String... parts) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return Stream.of(parts).anyMatch(name::contains);
  }
}
