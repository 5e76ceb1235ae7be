package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Boxes, confidences and classes in separate outputs, and perhaps the number of valid boxes: the
 * DETR family after post-processing, SSD with built-in suppression, TensorRT's and TensorFlow's NMS
 * nodes. With two outputs, the confidence is the fifth number of a box (MMDeploy). A list that
 * overlaps is suppressed like any other output.
 */
final class ListedHead implements YoloHead {
  private final String layout;
  private final BoxForm form;
  private final int firstLabel;
  private final int width;
  private final int height;
  private final int classes;
  private final int boxes;
  private final boolean suppressed;
  private final boolean crossing;

  private ListedHead(Layout layout, ModelInput input, int classes, int boxes) {
    this.layout = layout.key();
    form = layout.boxes();
    firstLabel = layout.scores().first();
    width = input.width();
    height = input.height();
    this.classes = classes;
    this.boxes = boxes;
    suppressed = !layout.overlapping();
    crossing = layout.crossing();
  }

  static ListedHead of(Layout layout, int classes, ModelInput input, List<List<Long>> shapes) {
    List<Long> places = shapes.get(0);
    int rank = places.size();
    long columns = shapes.size() == 2 ? 5 : 4;
    if (rank < 2 || rank > 3 || places.get(rank - 1) != columns) {
      throw Shapes.refused(places, "[1, boxes, " + columns + "]", layout.kind());
    }
    long count = places.get(rank - 2);
    for (List<Long> shape : shapes.subList(1, Math.min(shapes.size(), 3))) {
      List<Long> other = Shapes.ofList(shape);
      if (other.isEmpty() || !Shapes.agree(other.get(other.size() - 1), count)) {
        throw Shapes.refused(other, "[1, " + count + "]", layout.kind());
      }
    }
    return new ListedHead(layout, input, classes, Shapes.boxes(places, rank - 2, layout.kind()));
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
    FloatBuffer places = answer.get(0);
    boolean fifth = answer.size() == 2;
    int columns = fifth ? 5 : 4;
    FloatBuffer sure = fifth ? places : answer.get(1);
    FloatBuffer labels = answer.get(fifth ? 1 : 2);
    int count = Math.min(Math.min(boxes, places.limit() / columns), labels.limit());
    count = fifth ? count : Math.min(count, sure.limit());
    if (answer.size() > 3) {
      float counted = answer.get(3).get(0);
      if (!(counted >= 0)) {
        throw new DetectException("The network answered " + counted + " boxes: it could not look");
      }
      count = (int) Math.min(count, counted);
    }
    for (int i = 0; i < count; i++) {
      float score = sure.get(fifth ? 5 * i + 4 : i);
      if (RowCheck.isPadding(score, labels.get(i))) {
        continue;
      }
      ScoreForm.PROBABILITIES.check(score, i, layout);
      if (score >= confidence) {
        int at = columns * i;
        float a = places.get(at);
        float b = places.get(at + 1);
        float c = places.get(at + 2);
        float d = places.get(at + 3);
        RowCheck.requireFinite(a, b, c, d, i);
        form.check(a, b, c, d, score, i, crossing);
        int id = RowCheck.classOf(labels.get(i), firstLabel, classes, i);
        form.add(into, a, b, c, d, width, height, Math.min(score, 1), id);
      }
    }
  }
}
