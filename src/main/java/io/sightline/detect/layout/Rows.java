package io.sightline.detect.layout;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An output of a trial as one row of numbers per box, however it is stored.
 *
 * @param numbers all of them
 * @param columns the length of a row, 1 or more
 * @param transposed whether they are stored column by column: 1 x columns x boxes
 */
record Rows(FloatBuffer numbers, int columns, boolean transposed) {
  /** The output that holds the boxes of a reading, with everything beside them. */
  static Rows ofBoxes(Trial trial, Layout layout) {
    String output = layout.outputs().get(0);
    List<Long> shape = trial.shape(output);
    boolean transposed = layout.kind().has(Trait.TRANSPOSED);
    int columns = shape.get(transposed ? 1 : shape.size() - 1).intValue();
    return new Rows(trial.numbers(output), columns, transposed);
  }

  /** The output that holds only confidences of a reading. */
  static Rows ofConfidences(Trial trial, Layout layout) {
    String output = layout.outputs().get(1);
    int columns = layout.scores().background() + layout.classes();
    return new Rows(trial.numbers(output), columns, trial.shape(output).get(2) != columns);
  }

  /**
   * Whether several numbers add up to 1 in nearly every row, as behind a softmax.
   *
   * @param nearlyAll the fraction of rows that must
   */
  boolean addUp(double nearlyAll) {
    int whole = 0;
    for (int i = 0; i < count(); i++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += at(i, c);
      }
      whole += Math.abs(sum - 1) < 0.02 ? 1 : 0;
    }
    return columns > 1 && whole >= nearlyAll * count();
  }

  /** Whether most rows have a number below 0. */
  boolean areMostlyBelowZero() {
    long below =
        IntStream.range(0, count())
            .filter(i -> IntStream.range(0, columns).anyMatch(c -> at(i, c) < 0))
            .count();
    return 2 * below >= count();
  }

  /** The number of rows. */
  int count() {
    return numbers.limit() / columns;
  }

  float at(int row, int column) {
    return numbers.get(transposed ? column * count() + row : row * columns + column);
  }
}
