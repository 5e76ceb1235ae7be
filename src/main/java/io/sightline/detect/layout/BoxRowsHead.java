package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One box after the other: 1 x boxes x (4 + classes), or with an objectness between box and classes
 * 1 x boxes x (5 + classes), whose product with a class's confidence is the box's. YOLOv5 and v7,
 * decoded YOLOX, RT-DETR in one output, and YOLOv8 where somebody turned it. Columns after those,
 * for masks, are not read.
 *
 * <p>Classes are read only where the objectness leaves a chance: all 25,200 rows of a YOLOv5 would
 * cost more than the network's last layer.
 */
final class BoxRowsHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final boolean suppressed;
  private final int width;
  private final int height;
  private final int classes;
  private final int first;
  private final int columns;
  private final int boxes;

  private BoxRowsHead(Layout layout, ModelInput input, int classes, int columns, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    suppressed = layout.kind() == Layout.Kind.DETR_ROWS;
    width = input.width();
    height = input.height();
    this.classes = classes;
    first = firstClass(layout.kind());
    this.columns = columns;
    this.boxes = boxes;
  }

  static BoxRowsHead of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    int first = firstClass(layout.kind());
    if (shape.size() != 3 || shape.get(2) < first + classes || shape.get(2) > 1 << 16) {
      throw Shapes.refused(
          shape, "[1, boxes, " + first + " + " + classes + " classes]", layout.kind());
    }
    return new BoxRowsHead(
        layout, input, classes, shape.get(2).intValue(), Shapes.boxes(shape, 1, layout.kind()));
  }

  private static int firstClass(Layout.Kind kind) {
    return kind == Layout.Kind.YOLOV5 || kind == Layout.Kind.YOLOX_DECODED ? 5 : 4;
  }

  @Override
  public int capacity() {
    return boxes;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public boolean isSuppressed() {
    return suppressed;
  }

  @Override
  public void decode(List<FloatBuffer> answer, float confidence, Candidates into) {
    FloatBuffer rows = answer.get(0);
    for (int i = 0; i < boxes; i++) {
      int at = i * columns;
      float a = rows.get(at);
      float b = rows.get(at + 1);
      float c = rows.get(at + 2);
      float d = rows.get(at + 3);
      if (!Shapes.isFinite(a, b, c, d)) {
        throw Shapes.noBox(i);
      }
      float object = 1;
      if (first == 5) {
        object = rows.get(at + 4);
        ScoreForm.PROBABILITIES.check(object, i, layout);
      }
      if (object >= confidence) {
        int best = best(rows, at + first, i);
        float score = Math.min(object * rows.get(at + first + best), 1);
        if (score >= confidence) {
          form.add(into, a, b, c, d, width, height, score, best);
        }
      }
    }
  }

  /** The first class of the highest confidence. */
  private int best(FloatBuffer rows, int at, int box) {
    int best = 0;
    float highest = rows.get(at);
    float least = highest;
    for (int c = 1; c < classes; c++) {
      float next = rows.get(at + c);
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
