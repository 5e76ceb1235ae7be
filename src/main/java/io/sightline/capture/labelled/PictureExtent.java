package io.sightline.capture.labelled;

import java.util.Optional;

/**
 * The picture size given in a label file.
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

  /** Returns the size that a file gives; empty if it is invalid or zero, as some tools write it. */
  static Optional<PictureExtent> said(double width, double height) {
    boolean sound = width >= 1 && height >= 1 && Math.max(width, height) <= Integer.MAX_VALUE;
    return sound ? Optional.of(new PictureExtent((int) width, (int) height)) : Optional.empty();
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
