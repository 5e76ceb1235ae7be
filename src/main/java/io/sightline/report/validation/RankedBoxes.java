package io.sightline.report.validation;

import java.util.Arrays;

/**
 * All boxes found for one class over a data set, reduced to what precision and recall need: the
 * confidence, and the overlaps at which each is right. Twelve bytes per box, as there are millions.
 */
final class RankedBoxes {
  /** Bit that marks a picture of a good part; the overlaps use the bits below. */
  static final int ON_GOOD_PART = 1 << 30;

  /** First of the bits for the overlaps at which the box is neither right nor wrong. */
  static final int IGNORED = 15;

  private static final int RECALL_POINTS = 101;

  private double[] confidence = new double[64];
  private int[] bits = new int[64];
  private int count;
  private int truths;

  void addTruths(int more) {
    truths += more;
  }

  /**
   * @param right bit i is set if the box is right at the i-th overlap, bit {@link #IGNORED} + i if
   *     it counts neither way
   */
  void add(double sure, int right) {
    if (count == bits.length) {
      confidence = Arrays.copyOf(confidence, 2 * count);
      bits = Arrays.copyOf(bits, 2 * count);
    }
    confidence[count] = sure;
    bits[count++] = right;
  }

  int count() {
    return count;
  }

  int truths() {
    return truths;
  }

  double confidence(int i) {
    return confidence[i];
  }

  boolean right(int i, int overlap) {
    return ((bits[i] >> overlap) & 1) == 1;
  }

  boolean ignored(int i, int overlap) {
    return right(i, IGNORED + overlap);
  }

  boolean onGoodPart(int i) {
    return (bits[i] & ON_GOOD_PART) != 0;
  }

  /**
   * Returns the average precision as defined by COCO: the precision at 101 recalls from 0 to 1,
   * each the best reached at that recall or a higher one.
   *
   * @param ranked from {@link #order}
   * @return 0 to 1; meaningful only if there are truths
   */
  double cocoPrecision(int[] ranked, int overlap) {
    int[] order = counting(ranked, overlap);
    double[] precision = new double[order.length];
    double[] recall = new double[order.length];
    int right = 0;
    for (int n = 0; n < order.length; n++) {
      right += right(order[n], overlap) ? 1 : 0;
      precision[n] = right / (n + 1 + Math.ulp(1.0));
      recall[n] = (double) right / truths;
    }
    for (int n = order.length - 1; n > 0; n--) {
      precision[n - 1] = Math.max(precision[n - 1], precision[n]);
    }
    double sum = 0;
    int n = 0;
    for (int point = 0; point < RECALL_POINTS; point++) {
      double wanted = point == RECALL_POINTS - 1 ? 1 : point * 0.01;
      while (n < order.length && recall[n] < wanted) {
        n++;
      }
      sum += n < order.length ? precision[n] : 0;
    }
    return sum / RECALL_POINTS;
  }

  /**
   * Returns the average precision as DeepPCB's script computes it (from ICDAR 2015): the precision
   * at each true box found, summed and divided by the number of true boxes; no interpolation.
   */
  double plainPrecision(int[] ranked, int overlap) {
    int[] order = counting(ranked, overlap);
    double sum = 0;
    int right = 0;
    for (int n = 0; n < order.length; n++) {
      if (right(order[n], overlap)) {
        right++;
        sum += right / (n + 1.0);
      }
    }
    return sum / truths;
  }

  /** Returns the boxes that are right or wrong, not ignored, at an overlap. */
  private int[] counting(int[] ranked, int overlap) {
    return Arrays.stream(ranked).filter(i -> !ignored(i, overlap)).toArray();
  }

  /**
   * Returns the boxes by descending confidence; ties keep insertion order, which COCO's figures
   * rely on.
   */
  int[] order(boolean withGoodParts) {
    int[] order = new int[count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (withGoodParts || !onGoodPart(i)) {
        order[n++] = i;
      }
    }
    int[] kept = Arrays.copyOf(order, n);
    sort(kept, new int[n], 0, n);
    return kept;
  }

  /** A merge sort: the JDK's stable sorts take only objects. */
  private void sort(int[] order, int[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(order, spare, from, middle);
    sort(order, spare, middle, to);
    System.arraycopy(order, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeRight =
          left == middle || (right < to && confidence[spare[right]] > confidence[spare[left]]);
      order[i] = takeRight ? spare[right++] : spare[left++];
    }
  }
}
