package io.sightline.report.validation;

/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of the beta
 * distribution, and its inverse.
 *
 * <p>I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * 1/(1+ d1/(1+ d2/(1+ ...))) with, for m = 0, 1, ...,
 * d(2m+1) = -(a+m)(a+b+m)x / ((a+2m)(a+2m+1)) and d(2m) = m(b-m)x / ((a+2m-1)(a+2m)) (Abramowitz
 * and Stegun 26.5.8), evaluated by Lentz's method. It converges fast for x below (a+1)/(a+b+2);
 * above that, I_x(a, b) = 1 - I_(1-x)(b, a) is used.
 */
final class IncompleteBeta {
  private static final double TINY = 1e-300;
  private static final double PRECISION = 1e-15;
  private static final int MOST_TERMS = 100_000;

  /** Lanczos coefficients for g = 7: the logarithm of gamma to 15 digits. */
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private IncompleteBeta() {}

  /**
   * Returns I_x(a, b), 0 to 1.
   *
   * @param x 0 to 1
   * @param a above 0
   * @param b above 0
   */
  static double of(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /**
   * Returns the x at which I_x(a, b) is {@code p}, by bisection down to adjacent doubles: I rises
   * with x.
   */
  static double inverse(double p, double a, double b) {
    double low = 0;
    double high = 1;
    for (double middle = 0.5; middle > low && middle < high; middle = (low + high) / 2) {
      if (of(middle, a, b) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      result *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      result *= d * c;
      if (Math.abs(d * c - 1) < PRECISION) {
        return result;
      }
    }
    throw new ArithmeticException("No end of the fraction at " + x + ", " + a + ", " + b);
  }

  /** Keeps Lentz's method from dividing by 0. */
  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  private static double logGamma(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
