package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a network's output in a {@link Trial} is consistent with a reading. A network returns a
 * box everywhere, so a wrong reading shows in nearly all of them: corners out of order, centres far
 * from their cells, pixel coordinates below 2, confidences above 1.
 *
 * @param trial its output
 * @param input its input
 * @param names the number of class names, if there are any
 */
record Plausible(Trial trial, ModelInput input, OptionalInt names) {
  /** The fraction of boxes that must be consistent; the rest may be odd. */
  static final double NEARLY_ALL = 0.98;

  boolean allows(Layout layout) {
    List<float[]> boxes = boxes(layout);
    return switch (layout.kind()) {
      case YOLOX -> scoresFit(layout) && isRawGrid(boxes) && !areNormalised(layout, boxes);
      case YOLOV5, YOLOV7_ONE_CLASS, YOLOX_DECODED, YOLOV8, YOLOV8_ROWS, PP_YOLOE, DETR_ROWS ->
          rowsFit(layout, boxes) && !isShortList(layout);
      case YOLOV6 -> rowsFit(layout, boxes) && areSure(layout);
      case DETR, SSD -> pairFits(layout) && isIn(layout.boxes(), boxes);
      case LISTED, END_TO_END_BATCH, FLAT -> isIn(layout.boxes(), boxes) && classesFit(layout);
      // A transformer returns a box for each of its queries; only suppression may leave none.
      case END_TO_END ->
          isIn(layout.boxes(), boxes)
              && classesFit(layout)
              && !(layout.boxes() == BoxForm.CENTRED_NORMALISED && boxes.isEmpty());
    };
  }

  private boolean rowsFit(Layout layout, List<float[]> boxes) {
    return scoresFit(layout)
        && isIn(layout.boxes(), boxes)
        && new NearCells(layout, boxes, input).inOrder();
  }

  /** Why a decoder cannot read the output; empty if it can. */
  Optional<String> objection(Layout layout) {
    List<List<Long>> shapes = layout.outputs().stream().map(trial::shape).toList();
    int classes = layout.classes() > 0 ? layout.classes() : names.orElse(1);
    try {
      YoloHead head = YoloHead.of(layout, classes, input, shapes);
      head.decode(
          layout.outputs().stream().map(trial::numbers).toList(),
          1,
          new Candidates(head.capacity()));
      return Optional.empty();
    } catch (DetectException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether some class equals the number of names, which is impossible when counting from 0. */
  boolean showsLastOfOne(Layout layout) {
    Column labels = labels(layout);
    return IntStream.range(0, labels.count())
        .anyMatch(i -> Math.rint(labels.at(i)) == names.orElse(-1));
  }

  /** Whether built-in suppression left nothing to judge a reading by. */
  boolean isSilent(Layout layout) {
    return layout.mayVary() && boxes(layout).isEmpty();
  }

  /** Four numbers per box, without padding. */
  private List<float[]> boxes(Layout layout) {
    Rows rows = Rows.ofBoxes(trial, layout);
    int first = layout.kind().columns().box();
    return IntStream.range(0, rows.count())
        .mapToObj(i -> box(rows, i, first))
        .filter(box -> !layout.mayVary() || !isPadding(box))
        .toList();
  }

  private static float[] box(Rows rows, int row, int first) {
    return new float[] {
      rows.at(row, first), rows.at(row, first + 1), rows.at(row, first + 2), rows.at(row, first + 3)
    };
  }

  private static boolean isPadding(float[] box) {
    return box[0] == box[2] && box[1] == box[3];
  }

  private boolean isShortList(Layout layout) {
    return Rows.ofBoxes(trial, layout).count() <= Shapes.MOST_CHOSEN && showsClasses(layout);
  }

  /**
   * Whether the sixth of six numbers is whole in each row: a class, as only lists have. But a 1 in
   * each of many rows may be the confidence of a YOLO's only class.
   */
  boolean showsClasses(Layout layout) {
    Rows rows = Rows.ofBoxes(trial, layout);
    return !rows.transposed()
        && rows.columns() == 6
        && IntStream.range(0, rows.count()).allMatch(i -> rows.at(i, 5) == Math.rint(rows.at(i, 5)))
        && (rows.count() <= Shapes.MOST_CHOSEN
            || IntStream.range(0, rows.count()).anyMatch(i -> rows.at(i, 5) != 1));
  }

  /** Whether each box of a list has one whole class and one confidence, as only lists have. */
  private boolean classesFit(Layout layout) {
    Columns columns = layout.kind().columns();
    Rows places = Rows.ofBoxes(trial, layout);
    boolean apart = layout.kind() == Layout.Kind.LISTED;
    boolean fifth = layout.outputs().size() == 2;
    Column scores =
        apart && !fifth
            ? column(layout.outputs().get(1))
            : new Column(places, columns.confidence());
    Column labels = labels(layout);
    double counted =
        layout.outputs().size() > 3
            ? trial.numbers(layout.outputs().get(3)).get(0)
            : Double.MAX_VALUE;
    int rows = Math.min(places.count(), Math.min(scores.count(), labels.count()));
    return IntStream.range(0, (int) Math.min(rows, counted))
        .filter(i -> !isPadding(box(places, i, columns.box())))
        .allMatch(
            i ->
                areProbabilities(scores.at(i), scores.at(i))
                    && isClass(labels.at(i) - layout.scores().first(), layout));
  }

  private Column labels(Layout layout) {
    return layout.kind() == Layout.Kind.LISTED
        ? column(layout.outputs().get(layout.outputs().size() == 2 ? 1 : 2))
        : new Column(Rows.ofBoxes(trial, layout), layout.kind().columns().label());
  }

  /** An output with one number per box. */
  private Column column(String output) {
    return new Column(new Rows(trial.numbers(output), 1, false), 0);
  }

  /** One number of each box. */
  private record Column(Rows rows, int column) {
    float at(int box) {
      return rows.at(box, column);
    }

    int count() {
      return rows.count();
    }
  }

  /**
   * A class beyond the names is still a class, which decoding reports; but not if the order is
   * ambiguous.
   */
  private boolean isClass(float number, Layout layout) {
    boolean ordered = layout.kind().columns().nameThePicture();
    return number >= 0
        && Math.abs(number - Math.rint(number)) < 1e-3
        && (!ordered || Math.rint(number) < names.orElse(Integer.MAX_VALUE));
  }

  private boolean scoresFit(Layout layout) {
    Rows rows = Rows.ofBoxes(trial, layout);
    int end = Math.min(rows.columns(), layout.kind().columns().confidence() + layout.classes());
    float least = 0;
    float highest = 0;
    for (int i = 0; i < rows.count(); i++) {
      for (int c = 4; c < end; c++) {
        least = Math.min(least, rows.at(i, c));
        highest = Math.max(highest, rows.at(i, c));
      }
    }
    return areProbabilities(least, highest) == (layout.scores() != ScoreForm.LOGITS);
  }

  /** Whether every box is certainly an object. */
  private boolean areSure(Layout layout) {
    Rows rows = Rows.ofBoxes(trial, layout);
    return IntStream.range(0, rows.count()).allMatch(i -> rows.at(i, 4) == 1);
  }

  private boolean pairFits(Layout layout) {
    Rows sure = Rows.ofConfidences(trial, layout);
    float least = 0;
    float highest = 0;
    for (int i = 0; i < sure.count(); i++) {
      for (int c = 0; c < sure.columns(); c++) {
        least = Math.min(least, sure.at(i, c));
        highest = Math.max(highest, sure.at(i, c));
      }
    }
    boolean softmax = sure.addUp(NEARLY_ALL);
    return switch (layout.scores()) {
      // Coordinates are no probabilities either, but hardly ever below 0.
      case LOGITS -> !areProbabilities(least, highest) && sure.areMostlyBelowZero();
      case PROBABILITIES -> areProbabilities(least, highest) && !softmax;
      // One name more than classes is the background's, whatever the sum.
      case AFTER_BACKGROUND, BEFORE_BACKGROUND ->
          areProbabilities(least, highest) && (softmax || layout.classes() < names.orElse(0));
    };
  }

  private static boolean areProbabilities(float least, float highest) {
    return least >= -ScoreForm.TOLERANCE && highest <= 1 + ScoreForm.TOLERANCE;
  }

  private static boolean isIn(BoxForm form, List<float[]> boxes) {
    long small =
        boxes.stream()
            .filter(box -> box[0] < BoxForm.LARGEST_FRACTION && box[1] < BoxForm.LARGEST_FRACTION)
            .filter(box -> box[2] < BoxForm.LARGEST_FRACTION && box[3] < BoxForm.LARGEST_FRACTION)
            .count();
    boolean fractions = small >= NEARLY_ALL * boxes.size();
    long ordered = boxes.stream().filter(box -> box[2] >= box[0] && box[3] >= box[1]).count();
    boolean corners = ordered >= NEARLY_ALL * boxes.size();
    // Offsets and logarithms of sizes are as small as fractions, but no box in fractions is empty.
    float least = form.isNormalised() ? Float.MIN_VALUE : 0;
    long sized = boxes.stream().filter(box -> box[2] >= least && box[3] >= least).count();
    return boxes.isEmpty()
        || (form.isNormalised() == fractions
            && form.isCorners() == corners
            && (corners || sized >= NEARLY_ALL * boxes.size()));
  }

  /** Offsets within a cell and logarithms of sizes: small numbers, not coordinates. */
  private boolean isRawGrid(List<float[]> boxes) {
    double[] offsets =
        boxes.stream().mapToDouble(box -> Math.max(Math.abs(box[0]), Math.abs(box[1]))).toArray();
    return NearCells.median(offsets) < NearCells.NEAR
        && boxes.stream().allMatch(box -> Math.max(box[2], box[3]) < 16);
  }

  /** Fractions of the picture, each near its cell, are as small as offsets within one. */
  private boolean areNormalised(Layout layout, List<float[]> boxes) {
    return Stream.of(BoxForm.CENTRED_NORMALISED, BoxForm.CORNERS_NORMALISED)
        .map(form -> new Layout(layout.kind(), form, layout.scores(), 0, layout.outputs()))
        .anyMatch(
            read -> isIn(read.boxes(), boxes) && new NearCells(read, boxes, input).finestFirst());
  }
}
