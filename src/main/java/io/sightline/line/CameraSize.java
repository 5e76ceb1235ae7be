package io.sightline.line;

import io.sightline.image.Frame;

/**
 * The size of a line's camera pictures, which its recipe's zones and sizes (in pixels) depend on:
 * that of the first picture since the line was made, across all runs. To change the recipe, the
 * station is opened again. Used by the capturing thread of one run after another.
 */
final class CameraSize {
  private volatile String first = ""; // empty until there is one

  /**
   * @param camera its description
   * @throws AnotherCameraException if this picture has another size than the first one
   */
  void check(Frame frame, String camera) {
    String now = frame.width() + "x" + frame.height();
    if (first.isEmpty()) {
      first = now;
    } else if (!first.equals(now)) {
      throw new AnotherCameraException(camera, now, first);
    }
  }
}
