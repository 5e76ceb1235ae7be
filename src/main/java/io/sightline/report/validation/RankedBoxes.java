package io.sightline.report.validation;

import java.util.Arrays;

/**
 * All boxes found of one class over a data set, as far as precision and recall need them: how sure
 * the model was, and at which overlaps each is right. Twelve bytes a box, for there are millions.
 */
final class RankedBoxes {
  /** The bit that says that the picture is of a good part; overlaps have the bits below. */
  static final int ON_GOOD_PART = 1 << 30;

  /** From this bit on: at which overlaps the box is neither right nor wrong. */
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
   * @param right bit i is set where the box is right at the i-th overlap, bit {@link #IGNORED} + i
   *     where it counts neither way
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
   * Average precision as COCO has it: the precision at 101 recalls from 0 to 1, each the best that
   * is reached at that recall or a higher one.
   *
   * @param ranked from {@link #order}
   * @return 0 to 1; only where there are truths
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
   * Average precision as DeepPCB's script has it (from ICDAR 2015): the precision reached with each
   * true box that is found, summed over them, divided by all true ones; nothing interpolated.
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

  /** Those that are right or wrong at an overlap. */
  private int[] counting(int[] ranked, int overlap) {
    return Arrays.stream(ranked).filter(i -> !ignored(i, overlap)).toArray();
  }

  /** The boxes by falling confidence, equals as they were added, which COCO's figures rest on. */
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

  /** A merge sort: the JDK's stable ones take objects only. */
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
