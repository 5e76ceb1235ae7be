package io.sightline.capture.labelled;

import java.util.Optional;

/**
 * How large a label file says its picture is.
 *
 * @param width in pixels, 1 or more
 * @param height in pixels, 1 or more
 */
public record PictureExtent(int width, int height) {
  public PictureExtent {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A picture has pixels, not " + width + "x" + height);
    }
  }

  /** What a file says; empty where that is nothing, or nought, as some tools have it. */
  static Optional<PictureExtent> said(double width, double height) {
    boolean sound = width >= 1 && height >= 1 && Math.max(width, height) <= Integer.MAX_VALUE;
    return sound ? Optional.of(new PictureExtent((int) width, (int) height)) : Optional.empty();
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
