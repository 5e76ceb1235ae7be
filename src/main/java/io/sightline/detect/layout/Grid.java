package io.sightline.detect.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cells of an anchor-free network, which returns one box for each: by stride, mostly the finest
 * first, then row by row.
 *
 * @param strides the cell size of each level in pixels, in the order of the levels
 * @param width the input's, pixels
 * @param height the input's, pixels
 */
record Grid(List<Integer> strides, int width, int height) {
  private static final List<Integer> STRIDES = List.of(4, 8, 16, 32, 64);

  /** Strides of nearly all networks, whatever others they have. */
  private static final List<Integer> USUAL = List.of(8, 16, 32);

  /**
   * No known network's finest stride exceeds COARSEST; none with a single level exceeds
   * COARSEST_ALONE.
   */
  private static final int COARSEST = 16;

  private static final int COARSEST_ALONE = 8;

  Grid {
    strides = List.copyOf(strides);
  }

  /** The grid of consecutive strides with this number of cells, if there is one. */
  static Optional<Grid> withCells(long cells, int width, int height) {
    return all(width, height).filter(grid -> grid.exists() && grid.cells() == cells).findFirst();
  }

  /**
   * Whether there are as many boxes as cells, or three times as many, of a grid with the strides
   * that nearly all networks have. Of fewer strides, even a suppressed list may have that many.
   */
  static boolean isOfEveryCell(long boxes, int width, int height) {
    return all(width, height)
        .filter(grid -> grid.strides.containsAll(USUAL))
        .anyMatch(grid -> boxes == grid.cells() || boxes == 3 * grid.cells());
  }

  private static Stream<Grid> all(int width, int height) {
    return IntStream.range(0, STRIDES.size())
        .boxed()
        .flatMap(
            from ->
                IntStream.rangeClosed(from + 1, STRIDES.size())
                    .mapToObj(to -> new Grid(STRIDES.subList(from, to), width, height)));
  }

  /** The same cells, the coarsest first; empty if there is one level only. */
  Optional<Grid> coarsestFirst() {
    List<Integer> reversed = new ArrayList<>(strides);
    Collections.reverse(reversed);
    return reversed.equals(strides)
        ? Optional.empty()
        : Optional.of(new Grid(reversed, width, height));
  }

  /** Whether networks use it; otherwise any short list would match some grid. */
  private boolean exists() {
    return strides.get(0) <= (strides.size() == 1 ? COARSEST_ALONE : COARSEST);
  }

  long cells() {
    return strides.stream()
        .mapToLong(stride -> (long) up(width, stride) * up(height, stride))
        .sum();
  }

  /**
   * The column, row and stride in pixels of every cell: three numbers per cell.
   *
   * @param anchors how many times each level's cells are repeated, once per anchor: 1 without
   *     anchors
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
