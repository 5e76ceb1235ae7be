package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether boxes lie near the cells that a reading says they are of, which those of a wrong one do
 * not. If no grid has as many cells, there is nothing to compare with.
 *
 * @param layout the reading
 * @param boxes four numbers per box
 * @param input the network's
 */
record NearCells(Layout layout, List<float[]> boxes, ModelInput input) {
  /** The limit for the median distance of boxes from the centre of their cell, in strides. */
  static final double NEAR = 4;

  /**
   * As {@link #NEAR}, but for networks that never (YOLOv5 and v7) or rarely return anything
   * farther.
   */
  private static final double VERY_NEAR = 1.5;

  /** Whether they do in an order of the levels that the reading's networks have. */
  boolean inOrder() {
    // Decoded boxes may be in either.
    return (!layout.kind().has(Trait.COARSEST_FIRST) && finestFirst()) || coarsestFirst();
  }

  /** Whether they do with the finest cells first, as nearly always; true without a grid. */
  boolean finestFirst() {
    return areNear(Optional::of, true);
  }

  /** Whether they do with the coarsest of several levels first; false without a grid. */
  private boolean coarsestFirst() {
    return areNear(Grid::coarsestFirst, false);
  }

  private boolean areNear(Function<Grid, Optional<Grid>> order, boolean without) {
    Optional<Grid> grid = Grid.withCells(boxes.size() / anchors(), input.width(), input.height());
    return grid.isEmpty() ? without : order.apply(grid.get()).filter(this::areNear).isPresent();
  }

  private int anchors() {
    return layout.kind().has(Trait.ANCHORS) ? 3 : 1;
  }

  private boolean areNear(Grid grid) {
    BoxForm form = layout.boxes();
    float width = form.isNormalised() ? input.width() : 1;
    float height = form.isNormalised() ? input.height() : 1;
    float[] places = grid.places(anchors());
    double[] far = new double[boxes.size()];
    for (int i = 0; i < far.length; i++) {
      float[] box = boxes.get(i);
      float x = (form.isCorners() ? (box[0] + box[2]) / 2 : box[0]) * width;
      float y = (form.isCorners() ? (box[1] + box[3]) / 2 : box[1]) * height;
      float stride = places[3 * i + 2];
      double dx = x / stride - places[3 * i] - 0.5;
      double dy = y / stride - places[3 * i + 1] - 0.5;
      far[i] = Math.max(Math.abs(dx), Math.abs(dy));
    }
    return median(far) < (layout.kind().has(Trait.VERY_NEAR) ? VERY_NEAR : NEAR);
  }

  /** The middle one of these numbers; 0 of none. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
