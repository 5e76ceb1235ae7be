package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Networks with built-in suppression that return a list: 1 x boxes x 6, box, confidence and class
 * (v10, v26, RT-DETR as exported by Ultralytics, exports with NMS), or boxes x 7 with picture,
 * corners, class and confidence (YOLOv7's own export) or confidence and class (YOLO-NAS). Rows
 * below the threshold are padding; only their confidence and class are checked. Further columns,
 * for masks or keypoints, are ignored.
 *
 * <p>A list that overlaps is suppressed like any other output.
 */
final class EndToEndHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final int width;
  private final int height;
  private final int classes;
  private final int boxes;
  private final int columns;
  private final int box;
  private final int score;
  private final int label;
  private final boolean suppressed;

  private final boolean crossing;

  private EndToEndHead(Layout layout, ModelInput input, int classes, int columns, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.boxes = boxes;
    this.columns = columns;
    box = layout.kind().columns().box();
    score = layout.kind().columns().confidence();
    label = layout.kind().columns().label();
    suppressed = !layout.overlapping();
    crossing = layout.crossing();
  }

  static EndToEndHead of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    int rank = shape.size();
    int least = layout.kind().columns().box() + 6;
    if (rank < 2 || rank > 3 || shape.get(rank - 1) < least || shape.get(rank - 1) > 1 << 12) {
      throw Shapes.refused(shape, "[boxes, " + least + "]", layout.kind());
    }
    return new EndToEndHead(
        layout,
        input,
        classes,
        shape.get(rank - 1).intValue(),
        Shapes.boxes(shape, rank - 2, layout.kind()));
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
    FloatBuffer rows = answer.get(0);
    int count = Math.min(boxes, rows.limit() / columns);
    for (int i = 0; i < count; i++) {
      int at = i * columns;
      float sure = rows.get(at + score);
      float kind = rows.get(at + label);
      if (RowCheck.isPadding(sure, kind)) {
        continue;
      }
      if (!isFraction(sure) && isFraction(kind)) {
        throw RowCheck.columnsExchanged(kind, i);
      }
      ScoreForm.PROBABILITIES.check(sure, i, layout);
      if (isFraction(kind) && Math.max(sure, kind) >= confidence) {
        throw RowCheck.confidences(kind, i);
      }
      if (sure >= confidence && (box == 0 || rows.get(at) == 0)) {
        float a = rows.get(at + box);
        float b = rows.get(at + box + 1);
        float c = rows.get(at + box + 2);
        float d = rows.get(at + box + 3);
        RowCheck.requireFinite(a, b, c, d, i);
        form.check(a, b, c, d, sure, i, crossing);
        int id = RowCheck.classOf(kind, 0, classes, i);
        form.add(into, a, b, c, d, width, height, Math.min(sure, 1), id);
      }
    }
  }

  private static boolean isFraction(float number) {
    return number > 0 && number < 1;
  }
}
