package io.sightline.report.validation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many parts pass by the limits of two classes, for every pair of these. Takes the parts one by
 * one, is summed up once, and then asked. One thread at a time.
 */
final class PassedPairs {
  private final int side;
  private final int[] bad;
  private final int[] good;
  private final boolean[] inRow;
  private final boolean[] inColumn;

  /**
   * @param steps the highest step that a limit can have
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

  /** Adds a part, by the highest steps of the two limits that still fail it. */
  void add(boolean isBad, int stepA, int stepB) {
    (isBad ? bad : good)[stepA * side + stepB]++;
    inRow[stepA] = true;
    inColumn[stepB] = true;
  }

  void sumUp() {
    sumUp(bad);
    sumUp(good);
  }

  /** From counts at a place to counts at it and all before, in both directions. */
  private void sumUp(int[] counts) {
    for (int row = 0; row < counts.length; row += side) {
      int sum = 0;
      for (int i = row; i < row + side; i++) {
        sum += counts[i];
        counts[i] = row == 0 ? sum : counts[i - side] + sum;
      }
    }
  }

  /** The first class's limits that let other parts pass than the step below them does. */
  int[] stepsOfA() {
    return changes(inRow);
  }

  /** The second class's. */
  int[] stepsOfB() {
    return changes(inColumn);
  }

  private int[] changes(boolean[] parts) {
    return IntStream.range(1, side).filter(step -> step == 1 || parts[step - 1]).toArray();
  }

  /** The bad parts that pass by these limits. */
  int bad(int stepA, int stepB) {
    return bad[(stepA - 1) * side + stepB - 1];
  }

  /** The good ones. */
  int good(int stepA, int stepB) {
    return good[(stepA - 1) * side + stepB - 1];
  }
}
