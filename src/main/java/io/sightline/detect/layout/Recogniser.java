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
 * @param task what it is made for
 * @param sized whether it asks for the size that boxes are scaled to
 * @param metadata the free text entries of the file
 */
record Recogniser(
    List<Tensor> outputs,
    ModelInput input,
    OptionalInt names,
    ModelTask task,
    boolean sized,
    Map<String, String> metadata) {

  /** Every layout that the file allows, the more usual first. */
  List<Layout> readings() {
    List<Layout> listed = listed();
    if (!listed.isEmpty()) {
      return listed;
    }
    List<Layout> pairs = pairs();
    if (!pairs.isEmpty()) {
      return pairs;
    }
    return outputs.stream()
        .map(this::single)
        .filter(readings -> !readings.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  // Three or four outputs: boxes, confidences, classes, and perhaps how many count.

  private List<Layout> listed() {
    for (Tensor boxes : outputs) {
      int rank = boxes.shape().size();
      if ((rank == 2 || rank == 3) && last(boxes) == 4) {
        long count = boxes.shape().get(rank - 2);
        List<Tensor> lists =
            outputs.stream()
                .filter(t -> t.shape().size() == rank - 1 && !t.equals(boxes) && !isCount(t))
                .filter(t -> agree(last(t), count) || count < 1)
                .toList();
        List<Tensor> scores = lists.stream().filter(Recogniser::isScores).toList();
        List<Tensor> labels = lists.stream().filter(t -> !scores.contains(t)).toList();
        if (scores.size() == 1 && labels.size() == 1) {
          return listed(boxes, scores.get(0), labels.get(0));
        }
      }
    }
    return List.of();
  }

  private List<Layout> listed(Tensor boxes, Tensor scores, Tensor labels) {
    List<String> read =
        Stream.concat(
                Stream.of(boxes, scores, labels), outputs.stream().filter(Recogniser::isCount))
            .limit(4)
            .map(Tensor::name)
            .toList();
    boolean tensorFlow = isNamed(boxes, "detection_boxes");
    List<BoxForm> forms =
        tensorFlow
            ? List.of(BoxForm.CORNERS_DOWN_FIRST_PARTS)
            : sized || isNamed(boxes, "det_boxes")
                ? List.of(BoxForm.CORNERS_PIXELS)
                : List.of(BoxForm.CORNERS_PIXELS, BoxForm.CORNERS_PARTS);
    // TensorFlow counts classes from 1: there, 0 is the background.
    ScoreForm form = tensorFlow ? ScoreForm.AFTER_BACKGROUND : ScoreForm.PROBABILITIES;
    return forms.stream().map(corners -> new Layout(Kind.LISTED, corners, form, 0, read)).toList();
  }

  private static boolean isScores(Tensor tensor) {
    boolean floating = tensor.type() == OnnxHeader.FLOAT32 || tensor.type() == OnnxHeader.FLOAT16;
    return floating && !isNamed(tensor, "label", "class", "cls", "categor", "num");
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
          if (!scores.equals(boxes)
              && scores.shape().size() == 3
              && last(scores) > 0
              && agree(scores.shape().get(1), boxes.shape().get(1))) {
            return pair(boxes, scores);
          }
        }
      }
    }
    return List.of();
  }

  private List<Layout> pair(Tensor boxes, Tensor scores) {
    List<String> read = List.of(boxes.name(), scores.name());
    int columns = (int) Math.min(last(scores), Integer.MAX_VALUE);
    List<Layout> all = new ArrayList<>();
    all.add(new Layout(Kind.DETR, BoxForm.CENTRED_PARTS, ScoreForm.LOGITS, columns, read));
    for (ScoreForm form : List.of(ScoreForm.AFTER_BACKGROUND, ScoreForm.PROBABILITIES)) {
      for (BoxForm place : BoxForm.values()) {
        if (place != BoxForm.CORNERS_DOWN_FIRST_PARTS) {
          all.add(new Layout(Kind.SSD, place, form, columns - form.first(), read));
        }
      }
    }
    boolean logits = isNamed(scores, "logit");
    boolean sure = isNamed(scores, "score", "prob", "conf");
    return all.stream()
        .filter(reading -> !logits || reading.kind() == Kind.DETR)
        .filter(reading -> !sure || reading.kind() != Kind.DETR)
        .filter(reading -> fits(reading.classes()))
        .toList();
  }

  // One output, whatever else there is beside it.

  private List<Layout> single(Tensor output) {
    List<Long> shape = output.shape();
    if (shape.size() == 2 && (shape.get(1) == 6 || shape.get(1) == 7)) {
      return lists(output);
    }
    if (shape.size() != 3) {
      return List.of();
    }
    long rows = shape.get(1);
    long columns = shape.get(2);
    List<Layout> all = new ArrayList<>();
    if (saysEndToEnd() && columns >= 6) {
      return lists(output);
    }
    boolean boxesFirst = cells(rows) || anchors(rows);
    if (columns == 6 && (!boxesFirst || rows <= Shapes.MOST_CHOSEN)) {
      all.addAll(lists(output));
    }
    if (columns != 6 || boxesFirst) {
      if (cells(columns) || !boxesFirst) {
        all.addAll(inColumns(output, rows, cells(columns)));
      }
      if (boxesFirst || !cells(columns)) {
        all.addAll(inRows(output, rows, columns));
      }
    }
    return all.stream().filter(reading -> reading.mayVary() || fits(reading.classes())).toList();
  }

  private List<Layout> lists(Tensor output) {
    List<String> read = List.of(output.name());
    boolean ofPictures = last(output) == 7;
    Kind kind = ofPictures && output.shape().size() == 2 ? Kind.END_TO_END_BATCH : Kind.END_TO_END;
    boolean transformer = metadata.getOrDefault("head", "").contains("RTDETR");
    return Stream.of(BoxForm.CORNERS_PIXELS, BoxForm.CENTRED_PARTS)
        .filter(form -> kind == Kind.END_TO_END || !form.isParts())
        .filter(form -> !isFromKnownExporter() || form.isParts() == transformer)
        .map(form -> new Layout(kind, form, ScoreForm.PROBABILITIES, 0, read))
        .toList();
  }

  /** Of an exporter that writes stride and names it is known what it means: that needs no trial. */
  private boolean isFromKnownExporter() {
    return metadata.containsKey("stride") && metadata.containsKey("names");
  }

  private boolean saysEndToEnd() {
    return metadata.getOrDefault("end2end", "").equalsIgnoreCase("true")
        || metadata.getOrDefault("args", "").contains("'nms': True");
  }

  private List<Layout> inColumns(Tensor output, long rows, boolean onGrid) {
    List<String> read = List.of(output.name());
    int classes = classes(rows - 4);
    // Those write centres; others may write corners.
    boolean known = onGrid && isFromKnownExporter();
    // Without a grid only a transformer says parts: a list of its, turned, is one as likely.
    return Stream.of(BoxForm.CENTRED_PIXELS, BoxForm.CORNERS_PIXELS, BoxForm.CENTRED_PARTS)
        .filter(form -> onGrid || !form.isParts())
        .filter(form -> !known || form == BoxForm.CENTRED_PIXELS)
        .map(form -> new Layout(Kind.YOLOV8, form, ScoreForm.PROBABILITIES, classes, read))
        .toList();
  }

  private List<Layout> inRows(Tensor output, long rows, long columns) {
    List<Layout> all = new ArrayList<>();
    int five = classes(columns - 5);
    int four = classes(columns - 4);
    BoxForm centred = BoxForm.CENTRED_PIXELS;
    List<String> read = List.of(output.name());
    if (cells(rows)) {
      all.add(new Layout(Kind.YOLOX, centred, ScoreForm.PROBABILITIES, five, read));
      all.add(new Layout(Kind.YOLOX, centred, ScoreForm.LOGITS, five, read));
      all.add(new Layout(Kind.YOLOX_DECODED, centred, ScoreForm.PROBABILITIES, five, read));
      Stream.of(centred, BoxForm.CORNERS_PIXELS)
          .filter(form -> form == centred || !isFromKnownExporter())
          .filter(form -> form == centred || columns != 6 || rows > Shapes.MOST_CHOSEN)
          .map(form -> new Layout(Kind.YOLOV8_TURNED, form, ScoreForm.PROBABILITIES, four, read))
          .forEach(all::add);
    }
    if (anchors(rows)) {
      all.add(new Layout(Kind.YOLOV5, centred, ScoreForm.PROBABILITIES, five, read));
    }
    if (all.isEmpty()) {
      BoxForm parts = BoxForm.CENTRED_PARTS;
      all.add(new Layout(Kind.DETR_ROWS, parts, ScoreForm.PROBABILITIES, four, read));
      all.add(new Layout(Kind.YOLOV5, centred, ScoreForm.PROBABILITIES, five, read));
      all.add(new Layout(Kind.YOLOV8_TURNED, centred, ScoreForm.PROBABILITIES, four, read));
    }
    return all;
  }

  /** How many classes so many numbers a box can be, those for masks and keypoints left out. */
  private int classes(long numbers) {
    long more = 0;
    if (task == ModelTask.POSE && names.isEmpty()) {
      more = product(metadata.getOrDefault("kpt_shape", ""));
    } else if (names.isPresent() ? numbers == names.getAsInt() + masks() : numbers > masks()) {
      more = masks();
    } else if (names.isPresent() && task != ModelTask.DETECTION && numbers > names.getAsInt()) {
      more = numbers - names.getAsInt();
    }
    return (int) Math.max(0, Math.min(numbers - more, Integer.MAX_VALUE));
  }

  /** How many mask coefficients a box has: the channels of the mask output, at a quarter's size. */
  private long masks() {
    return outputs.stream()
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

  private boolean fits(int classes) {
    return classes > 0 && names.orElse(classes) == classes;
  }

  private boolean cells(long boxes) {
    return Grid.withCells(boxes, input.width(), input.height()).isPresent();
  }

  private boolean anchors(long boxes) {
    return boxes > 0 && boxes % 3 == 0 && cells(boxes / 3);
  }

  private static boolean agree(long a, long b) {
    return a == b || a < 1 || b < 1;
  }

  private static long last(Tensor tensor) {
    List<Long> shape = tensor.shape();
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  private static boolean isNamed(Tensor tensor, String... parts) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return Stream.of(parts).anyMatch(name::contains);
  }
}
