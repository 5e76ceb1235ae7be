package io.sightline.ui.live.control;

import io.sightline.inspection.Verdict;
import io.sightline.ui.base.Words;

/** Verdicts in the operator's language. */
public final class VerdictWords {
  private VerdictWords() {}

  /** Returns the word for this verdict. */
  public static String of(Words words, Verdict verdict) {
    return words.of(
        switch (verdict) {
          case PASS -> "verdict.pass";
          case FAIL -> "verdict.fail";
          case REVIEW -> "verdict.review";
          case ERROR -> "verdict.error";
        });
  }
}
