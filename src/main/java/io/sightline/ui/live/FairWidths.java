package io.sightline.ui.live;

import java.util.Arrays;

/** How wide each of several things in a row may be: where they do not fit, the widest give way. */
final class FairWidths {
  private FairWidths() {}

  /**
   * The widths in which they fit: as wanted, but for the widest.
   *
   * @param wanted how wide each would be
   * @param room for all of them together
   */
  static double[] of(double[] wanted, double room) {
    double[] sorted = wanted.clone();
    Arrays.sort(sorted);
    double left = Math.max(0, room);
    double most = Double.MAX_VALUE;
    for (int i = 0; i < sorted.length; i++) {
      double share = left / (sorted.length - i);
      if (sorted[i] > share) { // so are all that follow
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
