package io.sightline.detect.bundle;

/**
 * Limits for the detections that a detector keeps.
 *
 * @param confidence detections below it are dropped, above 0 to 1
 * @param iou two boxes of one class that overlap by more than this are one detection, 0 to 1
 * @param most maximum number of detections per picture, and of further classes of boxes; the most
 *     confident are kept
 * @param everyClass whether boxes are also reported with further classes than their best one, as
 *     average precision counts them; a line does not ask for those
 */
public record Thresholds(double confidence, double iou, int most, boolean everyClass) {
  public Thresholds {
    requireConfidence(confidence);
    requireIou(iou);
    if (most < 1) {
      throw new IllegalArgumentException("At least one detection is kept, not " + most);
    }
  }

  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "confidence is a number above 0 and at most 1, not " + confidence);
    }
  }

  static void requireIou(double iou) {
    if (!(iou >= 0 && iou <= 1)) {
      throw new IllegalArgumentException("iou is a number from 0 to 1, not " + iou);
    }
  }

  /** Of each box the best class only. */
  public Thresholds(double confidence, double iou, int most) {
    this(confidence, iou, most, false);
  }

  public Thresholds withConfidence(double other) {
    return new Thresholds(other, iou, most, everyClass);
  }

  public Thresholds withIou(double other) {
    return new Thresholds(confidence, other, most, everyClass);
  }
}
