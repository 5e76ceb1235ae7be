package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;

/** How a network expresses confidence. */
public enum ScoreForm {
  /** Confidences, 0 to 1. */
  PROBABILITIES("confidences"),
  /** Before the sigmoid, which the graph omits: any number. */
  LOGITS("confidences before their sigmoid"),
  /** Confidences, 0 to 1, the first of which is the background's. */
  AFTER_BACKGROUND("confidences, background first"),
  /** Confidences, 0 to 1, the last of which is the background's. */
  BEFORE_BACKGROUND("confidences, background last");

  /** Quantised sigmoids may miss 0 and 1 by a rounding step: not an error. */
  static final float TOLERANCE = 1e-3f;

  private final String text;

  ScoreForm(String text) {
    this.text = text;
  }

  /** A description for people. */
  String text() {
    return text;
  }

  /** How many numbers precede the first class's. */
  int first() {
    return this == AFTER_BACKGROUND ? 1 : 0;
  }

  /** How many of a box's numbers are the background's, 0 or 1. */
  int background() {
    return this == AFTER_BACKGROUND || this == BEFORE_BACKGROUND ? 1 : 0;
  }

  /** The number that corresponds to a confidence: numbers from it on are at least as confident. */
  float threshold(float confidence) {
    return this == LOGITS ? (float) Math.log(confidence / (1.0 - confidence)) : confidence;
  }

  /** The confidence that a number corresponds to, at most 1. */
  float confidence(float number) {
    return this == LOGITS ? (float) (1 / (1 + Math.exp(-number))) : Math.min(number, 1);
  }

  /**
   * Whether certainly none of these numbers matters: each is valid and below the threshold. The few
   * rows of a picture for which this is false are checked again number by number.
   *
   * @param threshold as returned by {@link #threshold}
   */
  boolean isQuiet(float[] numbers, int from, int to, float threshold) {
    if (this == LOGITS) {
      for (int i = from; i < to; i++) {
        if (!(numbers[i] >= -Float.MAX_VALUE && numbers[i] < threshold)) { // so that NaN is not
          return false;
        }
      }
      return true;
    }
    // Bit patterns of non-negative floats sort like the floats, infinity and NaN above all: a
    // number that is too high makes the difference negative, and a negative number is negative
    // itself.
    int highest = Float.floatToRawIntBits(threshold) - 1;
    int signs = 0;
    for (int i = from; i < to; i++) {
      int bits = Float.floatToRawIntBits(numbers[i]);
      signs |= bits | (highest - bits);
    }
    return signs >= 0;
  }

  /**
   * Refuses invalid numbers.
   *
   * @param number one that matters; NaN if any was
   * @throws DetectException if it is not finite, or not within 0 and 1 where it must be
   */
  void check(float number, int box, String layout) {
    boolean fits =
        this == LOGITS
            ? Math.abs(number) <= Float.MAX_VALUE
            : number >= -TOLERANCE && number <= 1 + TOLERANCE;
    if (!fits) {
      throw new DetectException(
          "The network answered a confidence of "
              + number
              + " (box "
              + box
              + (this == LOGITS ? ")" : "), which is not within 0 and 1")
              + ": it could not look, or its layout is not \""
              + layout
              + "\"");
    }
  }
}
