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
  private final boolean turned;

  /** One column of a block, where rows do not lie together. */
  private final float[] column;

  private final float[] numbers;
  private int first;
  private int end;

  /**
   * @param columns numbers a row
   * @param turned whether they come column after column
   */
  RowBlock(int columns, boolean turned) {
    this.columns = columns;
    this.turned = turned;
    rows = Math.max(1, NUMBERS / columns);
    column = new float[turned ? rows : 0];
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
      if (turned) {
        turn(from, row);
      } else {
        int count = Math.min(rows * columns, from.limit() - row * columns);
        from.get(row * columns, numbers, 0, count);
      }
      first = row;
      end = row + rows;
    }
    return (row - first) * columns;
  }

  private void turn(FloatBuffer from, int row) {
    int all = from.limit() / columns;
    int count = Math.min(rows, all - row);
    for (int c = 0; c < columns; c++) {
      from.get(c * all + row, column, 0, count);
      for (int i = 0; i < count; i++) {
        numbers[i * columns + c] = column[i];
      }
    }
  }
}
