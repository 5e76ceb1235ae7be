package io.sightline.report.validation;

import java.util.OptionalDouble;

/**
 * A count out of a sample, with its exact 95 % interval (Clopper and Pearson): for any true rate,
 * the interval contains it in at least 95 of 100 such samples.
 *
 * @param count 0 to {@code of}
 * @param of the sample size; with 0, nothing is measurable
 */
public record Proportion(long count, long of) {
  private static final double TAIL = 0.025;

  public Proportion {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException("There cannot be " + count + " of " + of);
    }
  }

  /** Returns whether the sample is not empty. */
  public boolean measurable() {
    return of > 0;
  }

  /** Returns the rate, 0 to 1; empty if not measurable. */
  public OptionalDouble value() {
    return measurable() ? OptionalDouble.of((double) count / of) : OptionalDouble.empty();
  }

  /** Returns the interval's lower end, 0 to 1; 0 if nothing is measured. */
  public double low() {
    return count == 0 ? 0 : IncompleteBeta.inverse(TAIL, (double) count, of - count + 1.0);
  }

  /** Returns the interval's upper end, 0 to 1; 1 if nothing is measured. */
  public double high() {
    return count == of ? 1 : IncompleteBeta.inverse(1 - TAIL, count + 1.0, (double) (of - count));
  }
}
