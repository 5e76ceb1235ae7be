package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Boxes in one output, 1 x boxes x 4, and what they may be in another, 1 x boxes x classes: the
 * DETR family before its post-processing, SSD and its like. As both families' references do, a box
 * counts once for every class that it is confident of.
 */
final class BoxesAndScoresHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final ScoreForm scores;
  private final boolean suppressed;
  private final int width;
  private final int height;
  private final int classes;
  private final int columns;
  private final int boxes;

  private BoxesAndScoresHead(Layout layout, ModelInput input, int classes, int columns, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    scores = layout.scores();
    suppressed = layout.kind() == Layout.Kind.DETR;
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.columns = columns;
    this.boxes = boxes;
  }

  static BoxesAndScoresHead of(
      Layout layout, int classes, ModelInput input, List<Long> places, List<Long> confidences) {
    int columns = layout.scores().first() + classes;
    if (places.size() != 3 || places.get(2) != 4) {
      throw Shapes.refused(places, "[1, boxes, 4]", layout.kind());
    }
    if (confidences.size() != 3
        || !confidences.get(1).equals(places.get(1))
        || confidences.get(2) != columns) {
      throw Shapes.refused(
          confidences, "[1, " + places.get(1) + ", " + columns + "]", layout.kind());
    }
    int boxes = Shapes.boxes(places, 1, layout.kind());
    if ((long) boxes * classes > Shapes.MOST_BOXES) {
      throw new DetectException(
          "The network answers "
              + boxes
              + " boxes of "
              + classes
              + " classes; together that may be "
              + Shapes.MOST_BOXES);
    }
    return new BoxesAndScoresHead(layout, input, classes, columns, boxes);
  }

  @Override
  public int capacity() {
    return boxes * classes;
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
    FloatBuffer places = answer.get(0);
    FloatBuffer sure = answer.get(1);
    float threshold = scores.threshold(confidence);
    for (int i = 0; i < boxes; i++) {
      float a = places.get(4 * i);
      float b = places.get(4 * i + 1);
      float c = places.get(4 * i + 2);
      float d = places.get(4 * i + 3);
      if (!Shapes.isFinite(a, b, c, d)) {
        throw Shapes.noBox(i);
      }
      int at = i * columns + scores.first();
      for (int id = 0; id < classes; id++) {
        float number = sure.get(at + id);
        scores.check(number, i, layout);
        if (number >= threshold) {
          form.add(into, a, b, c, d, width, height, scores.confidence(number), id);
        }
      }
    }
  }
}
