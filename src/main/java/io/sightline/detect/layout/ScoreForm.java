package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;

/** What the numbers are that say how sure a network is. */
public enum ScoreForm {
  /** Confidences, 0 to 1. */
  PROBABILITIES("confidences"),
  /** Before the sigmoid, which the graph leaves out: any number. */
  LOGITS("confidences before their sigmoid"),
  /** Confidences, 0 to 1, the first of which is for "nothing there". */
  AFTER_BACKGROUND("confidences, background first");

  /** Quantised sigmoids end a rounding step beside 0 and 1: that is no error. */
  static final float TOLERANCE = 1e-3f;

  private final String text;

  ScoreForm(String text) {
    this.text = text;
  }

  /** For people. */
  String text() {
    return text;
  }

  /** How many numbers stand before the first class's. */
  int first() {
    return this == AFTER_BACKGROUND ? 1 : 0;
  }

  /** The number that stands for a confidence: numbers from it on are at least as sure. */
  float threshold(float confidence) {
    return this == LOGITS ? (float) Math.log(confidence / (1.0 - confidence)) : confidence;
  }

  /** The confidence that a number stands for, at most 1. */
  float confidence(float number) {
    return this == LOGITS ? (float) (1 / (1 + Math.exp(-number))) : Math.min(number, 1);
  }

  /**
   * Whether certainly none of these numbers matters: each is one that there can be, and below the
   * threshold. What is not quiet, rarely any row of a picture, is looked at again number by number.
   *
   * @param threshold as {@link #threshold} says
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
    // Bits of floats that are not negative sort as the floats do, infinity and NaN above all: what
    // is too high takes the difference below zero, what is negative is below zero itself.
    int highest = Float.floatToRawIntBits(threshold) - 1;
    int signs = 0;
    for (int i = from; i < to; i++) {
      int bits = Float.floatToRawIntBits(numbers[i]);
      signs |= bits | (highest - bits);
    }
    return signs >= 0;
  }

  /**
   * Refuses what cannot be.
   *
   * @param number one that decides; NaN where any was
   * @throws DetectException when it is not finite, or not within 0 and 1 where it must be
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
