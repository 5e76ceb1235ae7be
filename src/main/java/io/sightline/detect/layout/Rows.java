package io.sightline.detect.layout;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * What an output answered in a trial as a row of numbers for each box, however they lie in it.
 *
 * @param numbers all of them
 * @param columns how many a row has, 1 or more
 * @param turned whether they come column after column: 1 x columns x boxes
 */
record Rows(FloatBuffer numbers, int columns, boolean turned) {
  /** Of an output that a reading takes boxes from, and what stands beside them. */
  static Rows ofBoxes(Trial trial, Layout layout) {
    String output = layout.outputs().get(0);
    List<Long> shape = trial.shape(output);
    boolean turned = layout.kind() == Layout.Kind.YOLOV8;
    int columns = shape.get(turned ? 1 : shape.size() - 1).intValue();
    return new Rows(trial.numbers(output), columns, turned);
  }

  /** Of one that a reading takes nothing but confidences from. */
  static Rows ofConfidences(Trial trial, Layout layout) {
    String output = layout.outputs().get(1);
    int columns = layout.scores().first() + layout.classes();
    return new Rows(trial.numbers(output), columns, trial.shape(output).get(2) != columns);
  }

  /** How many rows there are. */
  int count() {
    return numbers.limit() / columns;
  }

  float at(int row, int column) {
    return numbers.get(turned ? column * count() + row : row * columns + column);
  }
}
