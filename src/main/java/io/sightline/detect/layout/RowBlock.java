package io.sightline.detect.layout;

import java.nio.FloatBuffer;

/**
 * Copies rows of numbers out of a tensor, a block at a time: a plain array is read several times as
 * fast as native memory number by number, and a block stays in the first-level cache. Reuses its
 * array; one thread at a time.
 */
final class RowBlock {
  /** Numbers per block: 32 kB, the size of the first-level cache. */
  private static final int NUMBERS = 1 << 13;

  private final int columns;
  private final int rows;
  private final boolean transposed;

  /** One column of a block, if rows are not contiguous. */
  private final float[] column;

  private final float[] numbers;
  private int first;
  private int end;

  /**
   * @param columns numbers per row
   * @param transposed whether they are stored column by column
   */
  RowBlock(int columns, boolean transposed) {
    this.columns = columns;
    this.transposed = transposed;
    rows = Math.max(1, NUMBERS / columns);
    column = new float[transposed ? rows : 0];
    numbers = new float[rows * columns];
  }

  /** The copied rows; see {@link #row}. */
  float[] numbers() {
    return numbers;
  }

  /**
   * The index in {@link #numbers()} where a row starts, valid until the next call. Rows must be
   * requested in order, starting with 0 for every picture.
   *
   * @param from all the rows, from position 0 to its limit
   */
  int row(FloatBuffer from, int row) {
    if (row == 0 || row >= end) {
      if (transposed) {
        transpose(from, row);
      } else {
        int count = Math.min(rows * columns, from.limit() - row * columns);
        from.get(row * columns, numbers, 0, count);
      }
      first = row;
      end = row + rows;
    }
    return (row - first) * columns;
  }

  private void transpose(FloatBuffer from, int row) {
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
