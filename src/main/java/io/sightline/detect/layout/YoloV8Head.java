package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of YOLOv8, v9, v11 and v12 as exported: 1 x (4 + classes) x anchors; four rows for the
 * box, then a row of confidences per class. Further rows, for masks or keypoints, are ignored.
 *
 * <p>Rows are read whole and in memory order, in branch-free loops that the compiler vectorises;
 * the class is determined only for boxes above the threshold. NaN propagates through min and max,
 * so the bounds reveal it.
 */
final class YoloV8Head implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final int width;
  private final int height;
  private final int classes;
  private final int anchors;
  private final float[] row;
  private final float[] best;
  private final float[] least;
  private final float[] box;

  private YoloV8Head(Layout layout, ModelInput input, int classes, int anchors) {
    this.layout = layout.key();
    form = layout.boxes();
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.anchors = anchors;
    row = new float[anchors];
    best = new float[anchors];
    least = new float[anchors];
    box = new float[4 * anchors];
  }

  static YoloV8Head of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    if (shape.size() != 3 || shape.get(1) < 4 + classes) {
      throw Shapes.refused(shape, "[1, 4 + " + classes + " classes, boxes]", layout.kind());
    }
    return new YoloV8Head(layout, input, classes, Shapes.boxes(shape, 2, layout.kind()));
  }

  @Override
  public int capacity() {
    return anchors;
  }

  @Override
  public boolean isSuppressed() {
    return false;
  }

  @Override
  public void decode(List<FloatBuffer> answer, float confidence, Candidates into) {
    FloatBuffer output = answer.get(0);
    readBoxes(output);
    readConfidences(output);
    for (int i = 0; i < anchors; i++) {
      if (best[i] >= confidence) {
        add(output, i, confidence, into);
      }
    }
  }

  private void add(FloatBuffer output, int i, float confidence, Candidates into) {
    float a = box[i];
    float b = box[anchors + i];
    float c = box[2 * anchors + i];
    float d = box[3 * anchors + i];
    float score = Math.min(best[i], 1);
    form.checkUnit(a, b, c, d, score, i);
    form.add(into, a, b, c, d, width, height, score, classOf(output, i));
    if (into.wantsEveryClass()) {
      into.addFurther(classes, confidence, id -> Math.min(output.get((4 + id) * anchors + i), 1));
    }
  }

  private void readBoxes(FloatBuffer output) {
    output.get(0, box, 0, box.length);
    float[] largest = least;
    Arrays.fill(largest, 0);
    for (int r = 0; r < 4; r++) {
      for (int i = 0; i < anchors; i++) {
        largest[i] = Math.max(largest[i], Math.abs(box[r * anchors + i]));
      }
    }
    for (int i = 0; i < anchors; i++) {
      if (!(largest[i] <= Float.MAX_VALUE)) {
        throw RowCheck.notFinite(i);
      }
    }
  }

  private void readConfidences(FloatBuffer output) {
    Arrays.fill(best, 0);
    Arrays.fill(least, 0);
    for (int c = 0; c < classes; c++) {
      output.get((4 + c) * anchors, row, 0, anchors);
      for (int i = 0; i < anchors; i++) {
        best[i] = Math.max(best[i], row[i]);
        least[i] = Math.min(least[i], row[i]);
      }
    }
    for (int i = 0; i < anchors; i++) {
      if (!(best[i] <= 1 + ScoreForm.TOLERANCE && least[i] >= -ScoreForm.TOLERANCE)) {
        ScoreForm.PROBABILITIES.check(best[i] <= 1 ? least[i] : best[i], i, layout);
      }
    }
  }

  /** The first class with the box's best confidence. */
  private int classOf(FloatBuffer output, int anchor) {
    for (int c = 0; c < classes; c++) {
      if (output.get((4 + c) * anchors + anchor) == best[anchor]) {
        return c;
      }
    }
    throw new IllegalStateException("The output changed while it was read");
  }
}
