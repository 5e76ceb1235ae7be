package io.sightline.report.validation;

import io.sightline.inspection.Box;
import java.util.Arrays;
import java.util.List;

/**
 * Greedy matching of found boxes to true ones as in COCO: by descending confidence, each found box
 * takes the free true box it overlaps most, if by enough; the last one on ties.
 */
final class BoxMatching {
  private final double[][] iou;
  private final int truths;

  /**
   * @param truth the true boxes
   * @param found the found boxes, by descending confidence
   */
  BoxMatching(List<Box> truth, List<Box> found) {
    truths = truth.size();
    iou = new double[found.size()][truths];
    for (int f = 0; f < iou.length; f++) {
      for (int t = 0; t < truths; t++) {
        iou[f][t] = found.get(f).iou(truth.get(t));
      }
    }
  }

  /**
   * Returns the index of each found box's true box, -1 if unmatched.
   *
   * @param threshold the minimum overlap for a match, 0 to 1
   */
  int[] at(double threshold) {
    int[] partner = new int[iou.length];
    Arrays.fill(partner, -1);
    boolean[] taken = new boolean[truths];
    for (int f = 0; f < iou.length; f++) {
      double best = Math.min(threshold, 1 - 1e-10); // as COCO: two equal boxes do overlap by 1
      for (int t = 0; t < truths; t++) {
        if (!taken[t] && iou[f][t] >= best) {
          best = iou[f][t];
          partner[f] = t;
        }
      }
      if (partner[f] >= 0) {
        taken[partner[f]] = true;
      }
    }
    return partner;
  }
}
