package io.sightline.detect;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The layout of YOLOv8, v9 and v11 as their exporters write it: 1 x (4 + classes) x anchors; four
 * rows of centre x, centre y, width and height in model pixels, then a row of confidences a class.
 *
 * <p>Rows are read whole and in memory order, in loops without branches that the compiler turns
 * into vector instructions; the class is looked up only where a box is confident enough. NaN goes
 * through min and max, so that the bounds say whether any number was not one.
 */
final class YoloV8Head implements YoloHead {
  static final String LAYOUT = "yolov8";

  /** Quantised sigmoids end a rounding step beside 0 and 1: that is no error. */
  private static final float TOLERANCE = 1e-3f;

  private final int classes;
  private final int anchors;
  private final float[] row;
  private final float[] best;
  private final float[] least;
  private final float[] box;

  private YoloV8Head(int classes, int anchors) {
    this.classes = classes;
    this.anchors = anchors;
    row = new float[anchors];
    best = new float[anchors];
    least = new float[anchors];
    box = new float[4 * anchors];
  }

  static YoloV8Head of(int classes, List<Long> shape) {
    boolean fits = shape.size() == 3 && shape.get(0) == 1 && shape.get(2) > 0;
    if (!fits || shape.get(2) > 1 << 20 || shape.get(1) > 4 + 10_000) {
      throw new DetectException(
          "The network answers " + shape + ", not [1, 4 + classes, boxes] as \"yolov8\" does");
    }
    if (shape.get(1) != 4 + classes) {
      throw new DetectException(
          "The network tells "
              + (shape.get(1) - 4)
              + " classes apart, but "
              + classes
              + " class names are given");
    }
    return new YoloV8Head(classes, shape.get(2).intValue());
  }

  @Override
  public int anchors() {
    return anchors;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int size() {
    return (4 + classes) * anchors;
  }

  @Override
  public void decode(FloatBuffer output, float confidence, Candidates into) {
    readBoxes(output);
    readConfidences(output);
    for (int i = 0; i < anchors; i++) {
      if (best[i] >= confidence) {
        into.addCentred(
            box[i],
            box[anchors + i],
            box[2 * anchors + i],
            box[3 * anchors + i],
            Math.min(best[i], 1),
            classOf(output, i));
      }
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
        throw new DetectException(
            "The network answered a box that is not a number (box " + i + "): it could not look");
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
      if (!(best[i] <= 1 + TOLERANCE && least[i] >= -TOLERANCE)) {
        throw new DetectException(
            "The network answered a confidence of "
                + (best[i] <= 1 ? least[i] : best[i])
                + " (box "
                + i
                + "), which is not within 0 and 1: it could not look, or its layout is not \""
                + LAYOUT
                + "\"");
      }
    }
  }

  /** The first class that has the box's best confidence. */
  private int classOf(FloatBuffer output, int anchor) {
    for (int c = 0; c < classes; c++) {
      if (output.get((4 + c) * anchors + anchor) == best[anchor]) {
        return c;
      }
    }
    throw new IllegalStateException("The output changed while it was read");
  }
}
