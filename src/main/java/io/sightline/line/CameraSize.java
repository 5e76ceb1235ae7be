package io.sightline.line;

import io.sightline.image.Frame;

/**
 * Requires all camera pictures of a line, across its runs, to have the size of the first one: the
 * recipe's zones and sizes are in pixels. To change the recipe, reopen the station. Used by the
 * capturing thread of one run after another.
 */
final class CameraSize {
  private volatile String first = ""; // empty until the first picture

  /**
   * @param camera its description
   * @throws AnotherCameraException if the size differs from that of the first picture
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
