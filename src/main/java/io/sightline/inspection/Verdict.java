package io.sightline.inspection;

/** What was decided about a part. A part that could not be judged is {@link #ERROR}, never PASS. */
public enum Verdict {
  PASS,
  FAIL,
  /** The recipe asks for a person's eye: doubtful, counted as not passed until somebody looked. */
  REVIEW,
  /** The part went by, but could not be judged. */
  ERROR
}
