package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The possible layouts of boxes in one output and a confidence for every class in another. Further
 * outputs may hold as many rows, such as what a transformer makes of its queries.
 *
 * @param evidence all that is known
 */
record PairedOutputs(Evidence evidence) {
  /**
   * Every layout that the shapes allow, most common first; none if no two outputs belong together.
   */
  List<Layout> readings() {
    return evidence.outputs().stream()
        .filter(output -> output.shape().size() == 3 && output.lastSize() == 4)
        .filter(output -> !output.isNamed("logit", "score"))
        .map(this::readings)
        .filter(readings -> !readings.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** With the outputs that are named as confidences, or else with all that may be some. */
  private List<Layout> readings(Tensor boxes) {
    List<Tensor> beside =
        evidence.outputs().stream().filter(output -> !pair(boxes, output).isEmpty()).toList();
    List<Tensor> named = beside.stream().filter(PairedOutputs::isNamed).toList();
    // Equal ones, such as those of several decoder layers, cannot be told apart: the first is read.
    Map<Long, Tensor> firsts = new LinkedHashMap<>();
    for (Tensor scores : named.isEmpty() ? beside : named) {
      firsts.putIfAbsent(columns(boxes, scores), scores);
    }
    return firsts.values().stream()
        .flatMap(
            scores ->
                mayBeExchanged(boxes, scores)
                    ? Stream.of(pair(boxes, scores), pair(scores, boxes))
                    : Stream.of(pair(boxes, scores)))
        .flatMap(List::stream)
        .toList();
  }

  /** Whether neither shape nor name tells boxes from the confidences of four classes. */
  private static boolean mayBeExchanged(Tensor boxes, Tensor scores) {
    return scores.lastSize() == 4 && !isNamed(scores) && !boxes.isNamed("box", "dets", "loc");
  }

  private static boolean isNamed(Tensor scores) {
    return scores.isNamed("logit", "score", "prob", "conf", "cls", "class", "label");
  }

  /** How many confidences a box has in another output; 0 if those are not of these boxes. */
  private static long columns(Tensor boxes, Tensor scores) {
    if (scores.equals(boxes) || scores.shape().size() != 3) {
      return 0;
    }
    long count = boxes.shape().get(1);
    long down = scores.shape().get(1);
    long across = scores.lastSize();
    if (across > 0 && Shapes.agree(down, count)) {
      return across;
    }
    return down > 0 && across == count ? down : 0;
  }

  private List<Layout> pair(Tensor boxes, Tensor scores) {
    List<String> read = List.of(boxes.name(), scores.name());
    int columns = (int) Math.min(columns(boxes, scores), Integer.MAX_VALUE);
    List<Layout> all = new ArrayList<>();
    all.add(new Layout(Kind.DETR, BoxForm.CENTRED_NORMALISED, ScoreForm.LOGITS, columns, read));
    // Vertical first looks like any other corners: only a name or a description tells.
    List<BoxForm> usual =
        Stream.of(BoxForm.values())
            .filter(place -> place != BoxForm.CORNERS_DOWN_FIRST_NORMALISED)
            .toList();
    for (ScoreForm sure : List.of(ScoreForm.AFTER_BACKGROUND, ScoreForm.PROBABILITIES)) {
      for (BoxForm place : evidence.forms(boxes, usual)) {
        all.add(new Layout(Kind.SSD, place, sure, columns - sure.first(), read));
      }
    }
    boolean logits = scores.isNamed("logit") || RfDetr.answers(List.of(boxes, scores));
    boolean confidences = scores.isNamed("score", "prob", "conf");
    return all.stream()
        .filter(reading -> !logits || reading.kind() == Kind.DETR)
        .filter(reading -> !confidences || reading.kind() != Kind.DETR)
        .filter(this::fits)
        .toList();
  }

  /** Whether the names fit: of a background that has one, the confidence is no class's. */
  private boolean fits(Layout reading) {
    if (!evidence.model().background() || reading.kind() == Kind.DETR) {
      return evidence.fits(reading.classes());
    }
    return reading.scores() == ScoreForm.AFTER_BACKGROUND
        && reading.classes() > 0
        && (evidence.fits(reading.classes() + 1) || evidence.fits(reading.classes()));
  }
}
