package io.sightline.detect.layout;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.ModelTask;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The possible layouts of one output that holds everything about a box, regardless of other
 * outputs.
 *
 * @param evidence all that is known
 * @param output the output
 */
record SingleOutput(Evidence evidence, Tensor output) {
  /** Possible forms of boxes in rows or columns, most common first. */
  private static final List<BoxForm> FORMS =
      List.of(
          BoxForm.CENTRED_PIXELS,
          BoxForm.CORNERS_PIXELS,
          BoxForm.CENTRED_NORMALISED,
          BoxForm.CORNERS_NORMALISED);

  /** Every layout that its shape allows, most common first; none if it has no boxes. */
  List<Layout> readings() {
    List<Long> shape = output.shape();
    if (shape.size() == 2 && (shape.get(1) == 6 || shape.get(1) == 7)) {
      return lists();
    }
    // Four numbers per box are only its coordinates, even if their count matches a grid.
    if (shape.size() != 3 || shape.get(2) == 4) {
      return List.of();
    }
    long rows = shape.get(1);
    long columns = shape.get(2);
    List<Layout> all = new ArrayList<>();
    // Beyond six, its numbers are those of masks or keypoints, as only metadata or a bundle.json
    // say.
    if (columns >= 6 && (evidence.saysEndToEnd() || (columns > 6 && isWantedAsList()))) {
      return lists();
    }
    boolean boxesFirst = evidence.areCells(rows) || areAnchors(rows);
    if (columns == 6) {
      boolean everyCell = boxesFirst && rows > Shapes.MOST_CHOSEN;
      lists().stream().filter(list -> !everyCell || mayLabelCells(list)).forEach(all::add);
    }
    if (evidence.areCells(columns) || (columns != 6 && !boxesFirst)) {
      all.addAll(inColumns(rows, evidence.areCells(columns)));
    }
    // Two classes make six numbers per box, too. A list that came out empty cannot be anything
    // else.
    if ((boxesFirst || !evidence.areCells(columns)) && rows > 0) {
      all.addAll(inRows(rows, columns));
    }
    return all.stream()
        .filter(reading -> reading.mayVary() || evidence.fits(reading.classes()))
        .toList();
  }

  private boolean isWantedAsList() {
    return evidence.model().wanted().equals(Optional.of(Kind.END_TO_END));
  }

  private List<Layout> lists() {
    List<String> read = List.of(output.name());
    boolean ofPictures = output.lastSize() == 7;
    if (ofPictures && output.shape().size() == 2) {
      List<BoxForm> corners = List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_NORMALISED);
      List<BoxForm> forms = evidence.forms(corners);
      return Stream.of(Kind.END_TO_END_BATCH, Kind.FLAT)
          .flatMap(kind -> each(kind, forms, 0, read).stream())
          .toList();
    }
    boolean transformer = evidence.said("head").contains("RTDETR");
    BoxForm known = transformer ? BoxForm.CENTRED_NORMALISED : BoxForm.CORNERS_PIXELS;
    List<BoxForm> usual =
        evidence.trustsExporter()
            ? List.of(known)
            : List.of(
                BoxForm.CORNERS_PIXELS, BoxForm.CENTRED_NORMALISED, BoxForm.CORNERS_NORMALISED);
    boolean crossing = evidence.isFromKnownExporter() || evidence.saysEndToEnd();
    return each(Kind.END_TO_END, evidence.forms(usual), 0, read).stream()
        .map(reading -> crossing ? reading.inEitherOrder() : reading)
        .toList();
  }

  /** Whether such a list may have a row for every cell of a grid, as DeepStream-Yolo's have. */
  private boolean mayLabelCells(Layout list) {
    return evidence.model().form().isPresent()
        || (list.boxes().isCorners() && !evidence.trustsExporter());
  }

  private List<Layout> inColumns(long rows, boolean onGrid) {
    List<String> read = List.of(output.name());
    int classes = classes(rows - 4);
    // Known exporters write centres; others may write corners.
    boolean known = onGrid && evidence.trustsExporter();
    // Without a grid, only a transformer uses fractions; its transposed output may as well be a
    // list.
    return FORMS.stream()
        .filter(form -> onGrid || !form.isNormalised())
        .filter(form -> !known || form == BoxForm.CENTRED_PIXELS)
        .map(form -> new Layout(Kind.YOLOV8, form, ScoreForm.PROBABILITIES, classes, read))
        .toList();
  }

  private List<Layout> inRows(long rows, long columns) {
    List<Layout> all = new ArrayList<>();
    int five = classes(columns - 5);
    int four = classes(columns - 4);
    BoxForm centred = BoxForm.CENTRED_PIXELS;
    List<String> read = List.of(output.name());
    // A short list with six numbers per box may as well be suppressed boxes, which have corners.
    boolean known = evidence.trustsExporter();
    boolean onlyCentred = known || (columns == 6 && rows <= Shapes.MOST_CHOSEN);
    List<BoxForm> forms = onlyCentred ? List.of(centred) : FORMS;
    if (evidence.areCells(rows)) {
      all.add(new Layout(Kind.YOLOX, centred, ScoreForm.PROBABILITIES, five, read));
      all.add(new Layout(Kind.YOLOX, centred, ScoreForm.LOGITS, five, read));
      all.addAll(each(Kind.YOLOX_DECODED, forms, five, read));
      all.addAll(each(Kind.YOLOV6, forms, five, read));
      all.addAll(each(Kind.YOLOV8_ROWS, forms, four, read));
      if (!known) {
        all.addAll(each(Kind.PP_YOLOE, List.of(BoxForm.CORNERS_PIXELS), four, read));
      }
    }
    if (areAnchors(rows)) {
      all.addAll(each(Kind.YOLOV5, forms, five, read));
    }
    if (all.isEmpty()) {
      BoxForm normalised = BoxForm.CENTRED_NORMALISED;
      all.add(new Layout(Kind.DETR_ROWS, normalised, ScoreForm.PROBABILITIES, four, read));
      all.add(new Layout(Kind.YOLOV5, centred, ScoreForm.PROBABILITIES, five, read));
      all.add(new Layout(Kind.YOLOV8_ROWS, centred, ScoreForm.PROBABILITIES, four, read));
    }
    return all;
  }

  private static List<Layout> each(Kind kind, List<BoxForm> forms, int classes, List<String> read) {
    return forms.stream()
        .map(form -> new Layout(kind, form, ScoreForm.PROBABILITIES, classes, read))
        .toList();
  }

  /** The number of classes for this many numbers per box, without those for masks and keypoints. */
  private int classes(long numbers) {
    OptionalInt names = evidence.model().names();
    ModelTask task = evidence.model().task();
    long more = 0;
    if (task == ModelTask.POSE && names.isEmpty()) {
      more = product(evidence.said("kpt_shape"));
    } else if (names.isPresent() ? numbers == names.getAsInt() + masks() : numbers > masks()) {
      more = masks();
    } else if (names.isPresent() && task != ModelTask.DETECTION && numbers > names.getAsInt()) {
      more = numbers - names.getAsInt();
    }
    return (int) Math.max(0, Math.min(numbers - more, Integer.MAX_VALUE));
  }

  /**
   * The number of mask coefficients per box: the channels of the mask output, at a quarter of the
   * input's size.
   */
  private long masks() {
    ModelInput input = evidence.model().input();
    return evidence.outputs().stream()
        .map(Tensor::shape)
        .filter(shape -> shape.size() == 4 && shape.get(2) == input.height() / 4)
        .filter(shape -> shape.get(3) == input.width() / 4)
        .mapToLong(shape -> shape.get(1))
        .findFirst()
        .orElse(0);
  }

  private static long product(String text) {
    return Stream.of(text.split("[^0-9]+", -1))
        .filter(word -> !word.isEmpty() && word.length() < 5)
        .mapToLong(Long::parseLong)
        .reduce((a, b) -> a * b)
        .orElse(0);
  }

  private boolean areAnchors(long boxes) {
    return boxes > 0 && boxes % 3 == 0 && evidence.areCells(boxes / 3);
  }
}
