package io.sightline.store;

import io.sightline.inspection.Verdict;
import java.util.OptionalDouble;

/**
 * How many parts of which verdict.
 *
 * @param missed parts that went by uninspected; no verdict, no row, but counted
 */
public record VerdictCounts(long pass, long fail, long review, long error, long missed) {
  public static final VerdictCounts NONE = new VerdictCounts(0, 0, 0, 0, 0);

  /** One part of this verdict. */
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

  /** Parts with a verdict: the rows of the store and of the CSV. */
  public long inspected() {
    return pass + fail + review + error;
  }

  /** First-pass yield, 0 to 1: passed over inspected; empty where nothing was inspected. */
  public OptionalDouble firstPassYield() {
    return inspected() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) pass / inspected());
  }
}
