package io.sightline.detect;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Reads one layout of network output into boxes. Owns scratch memory for one picture: one thread at
 * a time. Stateless otherwise; what it answers depends on the output alone.
 */
sealed interface YoloHead permits YoloV8Head {
  /** How many boxes one picture can give. */
  int anchors();

  /** How many classes it tells apart. */
  int classes();

  /** How many numbers one picture's output has. */
  int size();

  /**
   * Adds every box of at least this confidence.
   *
   * @param output one picture's output, from position 0, {@link #size()} numbers
   * @throws DetectException when a number is not finite or a confidence is not within 0 and 1: the
   *     network could not look, or this is not its layout
   */
  void decode(FloatBuffer output, float confidence, Candidates into);

  /**
   * The decoder of a layout.
   *
   * @param layout as a bundle names it
   * @param classes how many classes the bundle has
   * @param shape the output's, outermost first
   * @throws DetectException when the layout is not known or the shape is not of this layout
   */
  static YoloHead of(String layout, int classes, List<Long> shape) {
    if (!layout.equals(YoloV8Head.LAYOUT)) {
      throw new DetectException(
          "The layout \""
              + layout
              + "\" is not known; this version reads \"yolov8\" (v8, v9, v11)");
    }
    return YoloV8Head.of(classes, shape);
  }
}
