package io.sightline.ui.live;

import java.util.Arrays;

/** Distributes the width of a row among its items: if they do not fit, the widest give way. */
final class FairWidths {
  private FairWidths() {}

  /**
   * Returns widths that fit: each as wanted, except for the widest.
   *
   * @param wanted the preferred width of each item
   * @param room the width of all of them together
   */
  static double[] of(double[] wanted, double room) {
    double[] sorted = wanted.clone();
    Arrays.sort(sorted);
    double left = Math.max(0, room);
    double most = Double.MAX_VALUE;
    for (int i = 0; i < sorted.length; i++) {
      double share = left / (sorted.length - i);
      if (sorted[i] > share) { // as are all that follow
        most = share;
        break;
      }
      left -= sorted[i];
    }
    double[] widths = new double[wanted.length];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.floor(Math.min(wanted[i], most));
    }
    return widths;
  }
}
