package io.sightline.report.validation;

import java.util.OptionalDouble;

/**
 * How many of how many, with the exact 95 % interval of Clopper and Pearson: whatever the true rate
 * is, the interval holds it in at least 95 of 100 such samples.
 *
 * @param count 0 to {@code of}
 * @param of the sample; of none, nothing is measurable
 */
public record Proportion(long count, long of) {
  private static final double TAIL = 0.025;

  public Proportion {
    if (count < 0 || count > of) {
      throw new IllegalArgumentException("There cannot be " + count + " of " + of);
    }
  }

  /** Whether there is anything to measure it on. */
  public boolean measurable() {
    return of > 0;
  }

  /** The rate, 0 to 1; empty where it is not measurable. */
  public OptionalDouble value() {
    return measurable() ? OptionalDouble.of((double) count / of) : OptionalDouble.empty();
  }

  /** The interval's lower end, 0 to 1; 0 where nothing is measured. */
  public double low() {
    return count == 0 ? 0 : IncompleteBeta.inverse(TAIL, (double) count, of - count + 1.0);
  }

  /** The interval's upper end, 0 to 1; 1 where nothing is measured. */
  public double high() {
    return count == of ? 1 : IncompleteBeta.inverse(1 - TAIL, count + 1.0, (double) (of - count));
  }
}
