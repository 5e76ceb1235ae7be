package io.sightline.report.validation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The number of parts that pass for every pair of limits of two classes. Takes the parts one by
 * one, is summed up once, and then queried. Not thread-safe.
 */
final class PassedPairs {
  private final int side;
  private final int[] bad;
  private final int[] good;
  private final boolean[] inRow;
  private final boolean[] inColumn;

  /**
   * @param steps the highest step a limit can have
   */
  PassedPairs(int steps) {
    side = steps + 1;
    bad = new int[side * side];
    good = new int[side * side];
    inRow = new boolean[side];
    inColumn = new boolean[side];
  }

  void clear() {
    Arrays.fill(bad, 0);
    Arrays.fill(good, 0);
    Arrays.fill(inRow, false);
    Arrays.fill(inColumn, false);
  }

  /** Adds a part, by the highest step of each limit that still fails it. */
  void add(boolean isBad, int stepA, int stepB) {
    (isBad ? bad : good)[stepA * side + stepB]++;
    inRow[stepA] = true;
    inColumn[stepB] = true;
  }

  void sumUp() {
    sumUp(bad);
    sumUp(good);
  }

  /** Turns counts per cell into cumulative counts in both directions. */
  private void sumUp(int[] counts) {
    for (int row = 0; row < counts.length; row += side) {
      int sum = 0;
      for (int i = row; i < row + side; i++) {
        sum += counts[i];
        counts[i] = row == 0 ? sum : counts[i - side] + sum;
      }
    }
  }

  /** Returns the first class's steps that let different parts pass than the step below. */
  int[] stepsOfA() {
    return changes(inRow);
  }

  /** Returns the second class's steps that let different parts pass than the step below. */
  int[] stepsOfB() {
    return changes(inColumn);
  }

  private int[] changes(boolean[] parts) {
    return IntStream.range(1, side).filter(step -> step == 1 || parts[step - 1]).toArray();
  }

  /** Returns the number of bad parts that pass. */
  int bad(int stepA, int stepB) {
    return bad[(stepA - 1) * side + stepB - 1];
  }

  /** Returns the number of good parts that pass. */
  int good(int stepA, int stepB) {
    return good[(stepA - 1) * side + stepB - 1];
  }
}
