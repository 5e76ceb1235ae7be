package io.sightline.inspection;

/** Checks that a confidence is a number from 0 to 1. */
final class Confidence {
  private Confidence() {}

  static double check(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) { // also refuses NaN
      throw new IllegalArgumentException("A confidence is a number from 0 to 1, not " + confidence);
    }
    return confidence;
  }
}
