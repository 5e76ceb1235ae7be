package io.sightline.inspection;

/** The decision about a part. A part that could not be judged is {@link #ERROR}, never PASS. */
public enum Verdict {
  PASS,
  FAIL,
  /**
   * Doubtful: the recipe asks for a person's eye. Counts as not passed until someone has looked.
   */
  REVIEW,
  /** The part went by, but could not be judged. */
  ERROR
}
