package io.sightline.detect.layout;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The cells that a network without anchors answers one box each for: its strides, the finest first,
 * row by row.
 *
 * @param strides how many pixels a cell is wide and high, a level each
 * @param width the input's, pixels
 * @param height the input's, pixels
 */
record Grid(List<Integer> strides, int width, int height) {
  private static final List<Integer> STRIDES = List.of(4, 8, 16, 32, 64);

  /** The finest level of no network is coarser than the one, and a single level than the other. */
  private static final int COARSEST = 16;

  private static final int COARSEST_ALONE = 8;

  Grid {
    strides = List.copyOf(strides);
  }

  /** The grid of neighbouring strides that has so many cells, where there is one. */
  static Optional<Grid> withCells(long cells, int width, int height) {
    return IntStream.range(0, STRIDES.size())
        .boxed()
        .flatMap(
            from ->
                IntStream.rangeClosed(from + 1, STRIDES.size())
                    .mapToObj(to -> new Grid(STRIDES.subList(from, to), width, height)))
        .filter(grid -> grid.exists() && grid.cells() == cells)
        .findFirst();
  }

  /** Whether networks have it; in one that none has, any short list would find its length. */
  private boolean exists() {
    return strides.get(0) <= (strides.size() == 1 ? COARSEST_ALONE : COARSEST);
  }

  long cells() {
    return strides.stream()
        .mapToLong(stride -> (long) up(width, stride) * up(height, stride))
        .sum();
  }

  /**
   * What a decoder needs of every cell: how many columns from the left it is, how many rows from
   * the top, and its stride in pixels; three numbers a cell.
   *
   * @param anchors how often each level's cells come, one anchor after the other: 1 without anchors
   */
  float[] places(int anchors) {
    float[] places = new float[Math.toIntExact(3L * anchors * cells())];
    int at = 0;
    for (int stride : strides) {
      int across = up(width, stride);
      int cells = across * up(height, stride);
      for (int i = 0; i < anchors * cells; i++) {
        int row = i % cells / across;
        places[at++] = i % across;
        places[at++] = row;
        places[at++] = stride;
      }
    }
    return places;
  }

  private static int up(int size, int stride) {
    return (size + stride - 1) / stride;
  }
}
