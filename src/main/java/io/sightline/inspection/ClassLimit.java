package io.sightline.inspection;

/**
 * A recipe's limits for one class of defect.
 *
 * @param failFrom a detection of at least this confidence is a defect, 0 to 1
 * @param reviewFrom a detection below {@code failFrom} but of at least this confidence asks for a
 *     person's eye; equal to {@code failFrom} if nothing is ever doubtful
 * @param minimumSize a detection whose longer side is under this many source pixels does not count
 */
public record ClassLimit(double failFrom, double reviewFrom, double minimumSize) {
  public ClassLimit {
    Confidence.check(failFrom);
    Confidence.check(reviewFrom);
    if (reviewFrom > failFrom) {
      throw new IllegalArgumentException(
          "reviewFrom " + reviewFrom + " is above failFrom " + failFrom + "; it must not be");
    }
    if (!(minimumSize >= 0 && Double.isFinite(minimumSize))) {
      throw new IllegalArgumentException("minimumSize is 0 pixels or more, not " + minimumSize);
    }
  }

  /** Fails from this confidence on, never asks for review, accepts any size. */
  public static ClassLimit failFrom(double confidence) {
    return new ClassLimit(confidence, confidence, 0);
  }
}
