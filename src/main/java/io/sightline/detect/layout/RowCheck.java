package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;

/** What decoders require of the numbers about a box, and how they refuse others. */
final class RowCheck {
  private RowCheck() {}

  /** Whether a row is padding: keras-retinanet fills up its lists with rows of -1. */
  static boolean isPadding(float confidence, float kind) {
    return confidence == -1 && kind == -1;
  }

  /**
   * Refuses a box that is not finite.
   *
   * @throws DetectException if one of its numbers is not
   */
  static void requireFinite(float a, float b, float c, float d, int box) {
    if (!(Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) <= Float.MAX_VALUE)) {
      throw notFinite(box);
    }
  }

  /** The error for a box that is not finite. */
  static DetectException notFinite(int box) {
    return new DetectException(
        "The network answered a box that is not a number (box " + box + "): it could not look");
  }

  /**
   * The class that a number stands for.
   *
   * @param first the number of the first class
   * @throws DetectException if there is no such class
   */
  static int classOf(float number, int first, int classes, int box) {
    int id = Math.round(number) - first;
    if (id == -1 && first == 1) {
      throw new DetectException(
          "The network answered class 0 (box "
              + box
              + "), which is the background where classes are counted from 1, as the names of its"
              + " outputs say. If 0 is a class of it, each class was called by the name before its"
              + " own so far: rename them, such as \"labels\" to \"classes\", and it is counted from"
              + " 0");
    }
    if (!(Math.abs(number - Math.round(number)) < 1e-3f) || id < 0 || id >= classes) {
      throw new DetectException(
          "The network answered class "
              + number
              + " (box "
              + box
              + "), but "
              + classes
              + " class names are given; put one name a line into a .names file beside the model");
    }
    return id;
  }

  /** The error for a class where the confidence should be. */
  static DetectException columnsExchanged(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + ") and a whole number as its confidence: the two are the other way round in its boxes;"
            + " export it with their columns exchanged");
  }

  /** The error for a network that returns a confidence for each of two classes. */
  static DetectException confidences(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + "), which is no class but the confidence of one: its boxes are not suppressed yet; give"
            + " it a bundle.json that says its \"layout\", such as \"detr-rows\"");
  }
}
