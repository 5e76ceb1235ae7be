package io.sightline.store;

import io.sightline.inspection.Verdict;
import java.util.OptionalDouble;

/**
 * Parts counted by verdict.
 *
 * @param missed parts that went by uninspected: no verdict and no row, but counted
 */
public record VerdictCounts(long pass, long fail, long review, long error, long missed) {
  public static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0, 0);

  /** One part with this verdict. */
  public static VerdictCounts of(Verdict verdict) {
    return switch (verdict) {
      case PASS -> new VerdictCounts(1, 0, 0, 0, 0);
      case FAIL -> new VerdictCounts(0, 1, 0, 0, 0);
      case REVIEW -> new VerdictCounts(0, 0, 1, 0, 0);
      case ERROR -> new VerdictCounts(0, 0, 0, 1, 0);
    };
  }

  public VerdictCounts plus(VerdictCounts other) {
    return new VerdictCounts(
        pass + other.pass,
        fail + other.fail,
        review + other.review,
        error + other.error,
        missed + other.missed);
  }

  /** Parts with a verdict: the rows in the store and in the CSV report. */
  public long inspected() {
    return pass + fail + review + error;
  }

  /** First-pass yield, passed / inspected, 0 to 1; empty if nothing was inspected. */
  public OptionalDouble firstPassYield() {
    return inspected() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) pass / inspected());
  }
}
