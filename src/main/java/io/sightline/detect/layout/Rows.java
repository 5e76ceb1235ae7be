package io.sightline.detect.layout;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * An output of a trial as one row of numbers per box, however it is stored.
 *
 * @param numbers all of them
 * @param columns the length of a row, 1 or more
 * @param turned whether they are stored column by column: 1 x columns x boxes
 */
record Rows(FloatBuffer numbers, int columns, boolean turned) {
  /** The output that holds the boxes of a reading, with everything beside them. */
  static Rows ofBoxes(Trial trial, Layout layout) {
    String output = layout.outputs().get(0);
    List<Long> shape = trial.shape(output);
    boolean turned = layout.kind() == Layout.Kind.YOLOV8;
    int columns = shape.get(turned ? 1 : shape.size() - 1).intValue();
    return new Rows(trial.numbers(output), columns, turned);
  }

  /** The output that holds only confidences of a reading. */
  static Rows ofConfidences(Trial trial, Layout layout) {
    String output = layout.outputs().get(1);
    int columns = layout.scores().first() + layout.classes();
    return new Rows(trial.numbers(output), columns, trial.shape(output).get(2) != columns);
  }

  /** The number of rows. */
  int count() {
    return numbers.limit() / columns;
  }

  float at(int row, int column) {
    return numbers.get(turned ? column * count() + row : row * columns + column);
  }
}
