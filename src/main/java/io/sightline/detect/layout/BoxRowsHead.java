package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One box after the other: 1 x boxes x (4 + classes), or with an objectness between box and classes
 * 1 x boxes x (5 + classes), where the confidence is objectness times class confidence, or the
 * objectness alone if its only class was never trained. YOLOv5 and v7, decoded YOLOX, RT-DETR in
 * one output, and YOLOv8 box by box. Further columns, for masks, are ignored.
 *
 * <p>Classes are read only if the objectness is high enough: reading all 25,200 rows of a YOLOv5
 * would cost more than the network's last layer. Without an objectness all are read, a block at a
 * time.
 */
final class BoxRowsHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final boolean suppressed;
  private final boolean objectAlone;
  private final int objectness;
  private final int width;
  private final int height;
  private final int classes;
  private final int first;
  private final int columns;
  private final int boxes;
  private final RowBlock block;

  private BoxRowsHead(Layout layout, ModelInput input, int classes, int columns, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    suppressed = layout.kind().has(Trait.DISTINCT);
    objectAlone = layout.kind().has(Trait.OBJECTNESS_ALONE);
    objectness = layout.kind().columns().objectness();
    width = input.width();
    height = input.height();
    this.classes = classes;
    first = layout.kind().columns().confidence();
    this.columns = columns;
    this.boxes = boxes;
    block = new RowBlock(columns, false);
  }

  static BoxRowsHead of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    int first = layout.kind().columns().confidence();
    if (shape.size() != 3 || shape.get(2) < first + classes || shape.get(2) > 1 << 16) {
      throw Shapes.refused(
          shape, "[1, boxes, " + first + " + " + classes + " classes]", layout.kind());
    }
    return new BoxRowsHead(
        layout, input, classes, shape.get(2).intValue(), Shapes.boxes(shape, 1, layout.kind()));
  }

  @Override
  public int capacity() {
    return boxes;
  }

  @Override
  public boolean isSuppressed() {
    return suppressed;
  }

  @Override
  public void decode(List<FloatBuffer> answer, float confidence, Candidates into) {
    if (objectness != Columns.NONE) {
      decodeObjects(answer.get(0), confidence, into);
    } else {
      decodeClasses(answer.get(0), confidence, into);
    }
  }

  /** With an objectness: the rest of a row is read only if that is high enough. */
  private void decodeObjects(FloatBuffer rows, float confidence, Candidates into) {
    for (int i = 0; i < boxes; i++) {
      int at = i * columns;
      RowCheck.requireFinite(rows.get(at), rows.get(at + 1), rows.get(at + 2), rows.get(at + 3), i);
      float object = rows.get(at + objectness);
      ScoreForm.PROBABILITIES.check(object, i, layout);
      if (object >= confidence) {
        float[] row = block.numbers();
        rows.get(at, row, 0, columns);
        add(row, 0, object, i, confidence, into);
      }
    }
  }

  /** Without one: every row is read, but the best class is determined for few. */
  private void decodeClasses(FloatBuffer rows, float confidence, Candidates into) {
    float[] numbers = block.numbers();
    for (int i = 0; i < boxes; i++) {
      int at = block.row(rows, i);
      RowCheck.requireFinite(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3], i);
      int start = at + first;
      if (!ScoreForm.PROBABILITIES.isQuiet(numbers, start, start + classes, confidence)) {
        add(numbers, at, 1, i, confidence, into);
      }
    }
  }

  private void add(float[] row, int at, float object, int box, float confidence, Candidates into) {
    int best = best(row, at + first, box);
    float score = Math.min(objectAlone ? object : object * row[at + first + best], 1);
    if (score >= confidence) {
      form.checkUnit(row[at], row[at + 1], row[at + 2], row[at + 3], score, box);
      form.add(into, row[at], row[at + 1], row[at + 2], row[at + 3], width, height, score, best);
      if (into.wantsEveryClass()) {
        into.addFurther(classes, confidence, c -> Math.min(object * row[at + first + c], 1));
      }
    }
  }

  /** The first class with the highest confidence. */
  private int best(float[] row, int at, int box) {
    int best = 0;
    float highest = row[at];
    float least = highest;
    for (int c = 1; c < classes; c++) {
      float next = row[at + c];
      if (next > highest) {
        highest = next;
        best = c;
      }
      least = Math.min(least, next); // NaN stays
    }
    ScoreForm.PROBABILITIES.check(highest, box, layout);
    ScoreForm.PROBABILITIES.check(least, box, layout);
    return best;
  }
}
