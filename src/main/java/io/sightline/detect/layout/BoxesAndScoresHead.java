package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Boxes in one output, 1 x boxes x 4, and confidences in another, 1 x boxes x classes (PP-YOLOE: 1
 * x classes x boxes): the DETR family before its post-processing, SSD, YOLOv4 and the like. As in
 * both families' references, a box counts once for every class above the threshold. SSD, recognised
 * by its background class, also clips boxes at the picture's edge before comparing them, so that
 * two that differ only outside the picture count as one.
 */
final class BoxesAndScoresHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final ScoreForm scores;
  private final boolean suppressed;
  private final int width;
  private final int height;
  private final int classes;
  private final int boxes;
  private final RowBlock places = new RowBlock(4, false);
  private final RowBlock confidences;

  private BoxesAndScoresHead(
      Layout layout, ModelInput input, int classes, RowBlock confidences, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    scores = layout.scores();
    suppressed = layout.kind().has(Trait.DISTINCT);
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.confidences = confidences;
    this.boxes = boxes;
  }

  static BoxesAndScoresHead of(
      Layout layout, int classes, ModelInput input, List<Long> four, List<Long> confidences) {
    long columns = (long) layout.scores().background() + classes;
    List<Long> places = Shapes.squeezed(four);
    if (places.size() != 3 || places.get(2) != 4) {
      throw Shapes.refused(places, "[1, boxes, 4]", layout.kind());
    }
    long rows = places.get(1);
    boolean transposed =
        confidences.equals(List.of(confidences.get(0), columns, rows)) && rows != columns;
    if (!transposed && !confidences.equals(List.of(confidences.get(0), rows, columns))) {
      throw Shapes.refused(
          confidences, "[1, " + places.get(1) + ", " + columns + "]", layout.kind());
    }
    int boxes = Shapes.boxes(places, 1, layout.kind());
    RowBlock block = new RowBlock(Math.toIntExact(columns), transposed);
    return new BoxesAndScoresHead(layout, input, classes, block, boxes);
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
    float threshold = scores.threshold(confidence);
    float[] four = places.numbers();
    float[] sure = confidences.numbers();
    for (int i = 0; i < boxes; i++) {
      int place = places.row(answer.get(0), i);
      int start = confidences.row(answer.get(1), i) + scores.first();
      RowCheck.requireFinite(four[place], four[place + 1], four[place + 2], four[place + 3], i);
      if (!scores.isQuiet(sure, start, start + classes, threshold)) {
        add(four, place, sure, start, i, threshold, into);
      }
    }
    if (scores.background() > 0) {
      into.clip(width, height);
    }
  }

  private void add(
      float[] four, int at, float[] sure, int start, int box, float threshold, Candidates into) {
    for (int id = 0; id < classes; id++) {
      float number = sure[start + id];
      scores.check(number, box, layout);
      if (number >= threshold) {
        float score = scores.confidence(number);
        form.checkUnit(four[at], four[at + 1], four[at + 2], four[at + 3], score, box);
        form.add(
            into, four[at], four[at + 1], four[at + 2], four[at + 3], width, height, score, id);
      }
    }
  }
}
