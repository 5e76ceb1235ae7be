package io.sightline.detect.layout;

import java.nio.FloatBuffer;

/**
 * Rows of numbers, copied out of a tensor a block at a time: a plain array is read several times as
 * fast as native memory number by number, and a block of it stays in the nearest cache. Keeps its
 * array between pictures; one thread at a time.
 */
final class RowBlock {
  /** Numbers a block: 32 kB, what the nearest cache holds. */
  private static final int NUMBERS = 1 << 13;

  private final int columns;
  private final int rows;
  private final float[] numbers;
  private int first;
  private int end;

  /**
   * @param columns numbers a row
   */
  RowBlock(int columns) {
    this.columns = columns;
    rows = Math.max(1, NUMBERS / columns);
    numbers = new float[rows * columns];
  }

  /** Where the rows are copied to; see {@link #row}. */
  float[] numbers() {
    return numbers;
  }

  /**
   * Where a row starts among the {@link #numbers()}, until the next call. Rows are asked for one
   * after the other, from 0 on for every picture.
   *
   * @param from all the rows, from position 0 to its limit
   */
  int row(FloatBuffer from, int row) {
    if (row == 0 || row >= end) {
      int count = Math.min(rows * columns, from.limit() - row * columns);
      from.get(row * columns, numbers, 0, count);
      first = row;
      end = row + rows;
    }
    return (row - first) * columns;
  }
}
