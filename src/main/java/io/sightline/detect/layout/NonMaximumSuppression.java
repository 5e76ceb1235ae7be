package io.sightline.detect.layout;

import java.util.Arrays;

/**
 * Greedy suppression, class by class: the most confident box stays, every less confident one of its
 * class that overlaps it by more than the limit is removed, and so on. A box's further classes
 * remove none that is the best class of its box: whether they are wanted changes nothing about
 * those. Ties keep the order of the network's output. Reuses its arrays; one thread at a time.
 */
public final class NonMaximumSuppression {
  private final double iou;
  private final int most;
  private long[] order;
  private int[] kept;
  private int count;

  /**
   * @param capacity the initial capacity in candidates
   * @param iou overlap above which the less confident box is removed, 0 to 1; 1 suppresses none
   * @param most the most boxes to keep, and the most further classes of boxes
   */
  public NonMaximumSuppression(int capacity, double iou, int most) {
    this.iou = iou;
    this.most = most;
    order = new long[capacity];
    kept = new int[room()];
  }

  private int room() {
    return (int) Math.min(order.length, 2L * most);
  }

  /** Selects among the candidates; the result is valid until the next call. */
  public void choose(Candidates candidates) {
    int n = candidates.count();
    if (n > order.length) {
      order = new long[Math.max(n, 2 * order.length)];
      kept = new int[room()];
    }
    for (int i = 0; i < n; i++) {
      // Bit patterns of non-negative floats sort like the floats; the first wins a tie.
      order[i] = (long) Float.floatToRawIntBits(candidates.score[i]) << 32 | (~i & 0xffffffffL);
    }
    Arrays.sort(order, 0, n);
    count = 0;
    int boxes = 0;
    for (int i = n - 1; i >= 0; i--) {
      int next = ~(int) order[i];
      boolean further = candidates.further[next];
      boolean room = (further ? count - boxes : boxes) < most;
      // No two boxes overlap by more than 1, so 1 means that suppression is built in.
      if (room && (iou >= 1 || !isSuppressed(next, candidates))) {
        kept[count++] = next;
        boxes += further ? 0 : 1;
      }
    }
  }

  private boolean isSuppressed(int next, Candidates candidates) {
    for (int k = 0; k < count; k++) {
      int stays = kept[k];
      if (candidates.classId[stays] == candidates.classId[next]
          && (candidates.further[next] || !candidates.further[stays])
          && candidates.iou(stays, next) > iou) {
        return true;
      }
    }
    return false;
  }

  /** The number of candidates that stay. */
  public int count() {
    return count;
  }

  /** The index of the {@code k}-th most confident candidate that stays. */
  public int kept(int k) {
    return kept[k];
  }
}
