package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Networks that suppress overlaps themselves and answer a list: 1 x boxes x 6, box, confidence and
 * class (v10, v26, RT-DETR as Ultralytics exports it, exports with suppression built in), or boxes
 * x 7, picture, corners, class and confidence (YOLOv7's own export). Rows that are not confident
 * are padding: only their confidence is looked at. Columns after those, for masks or keypoints, are
 * not read.
 *
 * <p>So many boxes that nobody can have chosen among them are suppressed like any others.
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

  /** Each box says of which picture it is: a network's own suppression has written it. */
  private final boolean ofPictures;

  private EndToEndHead(
      Layout layout, ModelInput input, int classes, int columns, int boxes, boolean suppressed) {
    this.layout = layout.key();
    form = layout.boxes();
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.boxes = boxes;
    ofPictures = layout.kind() == Layout.Kind.END_TO_END_BATCH;
    this.columns = columns;
    box = ofPictures ? 1 : 0;
    score = ofPictures ? 6 : 4;
    label = 5;
    this.suppressed = suppressed;
  }

  static EndToEndHead of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    int rank = shape.size();
    int least = layout.kind() == Layout.Kind.END_TO_END_BATCH ? 7 : 6;
    if (rank < 2 || rank > 3 || shape.get(rank - 1) < least || shape.get(rank - 1) > 1 << 12) {
      throw Shapes.refused(shape, "[boxes, " + least + "]", layout.kind());
    }
    return new EndToEndHead(
        layout,
        input,
        classes,
        shape.get(rank - 1).intValue(),
        Shapes.boxes(shape, rank - 2, layout.kind()),
        shape.get(rank - 2) <= Shapes.MOST_CHOSEN);
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
    int count = Math.min(boxes, rows.limit() / columns);
    for (int i = 0; i < count; i++) {
      int at = i * columns;
      float sure = rows.get(at + score);
      float kind = rows.get(at + label);
      if (!isFraction(sure) && isFraction(kind)) {
        throw Shapes.turned(kind, i);
      }
      ScoreForm.PROBABILITIES.check(sure, i, layout);
      if (sure >= confidence && (box == 0 || rows.get(at) == 0)) {
        float a = rows.get(at + box);
        float b = rows.get(at + box + 1);
        float c = rows.get(at + box + 2);
        float d = rows.get(at + box + 3);
        if (!Shapes.isFinite(a, b, c, d)) {
          throw Shapes.noBox(i);
        }
        form.check(a, b, c, d, sure, i, !ofPictures);
        int id = Shapes.classOf(kind, 0, classes, i);
        form.add(into, a, b, c, d, width, height, Math.min(sure, 1), id);
      }
    }
  }

  private static boolean isFraction(float number) {
    return number > 0 && number < 1;
  }
}
