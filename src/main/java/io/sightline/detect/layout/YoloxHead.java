package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The raw grid of YOLOX, exported without decode_in_inference: 1 x cells x (5 + classes), box,
 * objectness, classes. For the cell at column gx and row gy of a level with stride s (YOLOX,
 * demo_postprocess):
 *
 * <pre>
 *   x = (a + gx) s    y = (b + gy) s    width = exp(c) s    height = exp(d) s
 * </pre>
 *
 * The confidence is objectness times class confidence, each through a sigmoid if the graph has
 * none.
 */
final class YoloxHead implements YoloHead {
  private final String layout;
  private final ScoreForm form;
  private final int classes;
  private final int columns;
  private final int objectness;
  private final int first;
  private final float[] places;

  private YoloxHead(Layout layout, int classes, int columns, Grid grid) {
    this.layout = layout.key();
    form = layout.scores();
    this.classes = classes;
    this.columns = columns;
    objectness = layout.kind().columns().objectness();
    first = layout.kind().columns().confidence();
    places = grid.places(1);
  }

  static YoloxHead of(Layout layout, int classes, ModelInput input, List<Long> shape) {
    if (shape.size() != 3 || shape.get(2) < 5 + classes || shape.get(2) > 1 << 16) {
      throw Shapes.refused(shape, "[1, cells, 5 + " + classes + " classes]", layout.kind());
    }
    Grid grid =
        Grid.withCells(shape.get(1), input.width(), input.height())
            .orElseThrow(
                () ->
                    new DetectException(
                        "The network answers "
                            + shape.get(1)
                            + " boxes, which no grid of strides 4 to 64 on "
                            + input.width()
                            + "x"
                            + input.height()
                            + " has"));
    return new YoloxHead(layout, classes, shape.get(2).intValue(), grid);
  }

  @Override
  public int capacity() {
    return places.length / 3;
  }

  @Override
  public boolean isSuppressed() {
    return false;
  }

  @Override
  public void decode(List<FloatBuffer> answer, float confidence, Candidates into) {
    FloatBuffer rows = answer.get(0);
    float threshold = form.threshold(confidence);
    for (int i = 0; i < capacity(); i++) {
      int at = i * columns;
      RowCheck.requireFinite(rows.get(at), rows.get(at + 1), rows.get(at + 2), rows.get(at + 3), i);
      float object = rows.get(at + objectness);
      form.check(object, i, layout);
      if (object >= threshold) {
        add(rows, at, i, confidence, into);
      }
    }
  }

  private void add(FloatBuffer rows, int at, int cell, float confidence, Candidates into) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      float next = rows.get(at + first + c);
      form.check(next, cell, layout);
      best = next > rows.get(at + first + best) ? c : best;
    }
    float score =
        form.confidence(rows.get(at + objectness)) * form.confidence(rows.get(at + first + best));
    if (score >= confidence) {
      float stride = places[3 * cell + 2];
      float x = (rows.get(at) + places[3 * cell]) * stride;
      float y = (rows.get(at + 1) + places[3 * cell + 1]) * stride;
      float width = (float) Math.exp(rows.get(at + 2)) * stride;
      float height = (float) Math.exp(rows.get(at + 3)) * stride;
      RowCheck.requireFinite(x, y, width, height, cell);
      into.addCentred(x, y, width, height, score, best);
      if (into.wantsEveryClass()) {
        float object = form.confidence(rows.get(at + objectness));
        into.addFurther(
            classes, confidence, c -> object * form.confidence(rows.get(at + first + c)));
      }
    }
  }
}
