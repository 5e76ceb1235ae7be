package io.sightline.line;

import io.sightline.image.Frame;

/**
 * The size of a line's camera pictures, for which its recipe's zones and sizes, in pixels, hold:
 * that of the first one since the line was made. It holds in every run, as the recipe does: whoever
 * changes a recipe opens the station again. Used by the capturing thread of one run after another.
 */
final class CameraSize {
  private volatile String first = ""; // empty until there is one

  /**
   * @param camera what it is called
   * @throws AnotherCameraException where this picture has another size than the first one
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
