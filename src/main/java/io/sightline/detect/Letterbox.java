package io.sightline.detect;

import io.sightline.inspection.Box;
import java.util.Optional;

/**
 * How a picture lies in a network's input: resized by one factor for both directions, centred, the
 * rest padded; and the way back. The same arithmetic as in training: scale = min(W / w, H / h), the
 * inner size rounded half to even, the odd pixel of padding on the right and at the bottom.
 *
 * @param sourceWidth the picture's width, pixels
 * @param sourceHeight the picture's height, pixels
 * @param modelWidth the input's width, pixels
 * @param modelHeight the input's height, pixels
 */
public record Letterbox(int sourceWidth, int sourceHeight, int modelWidth, int modelHeight) {
  public Letterbox {
    if (sourceWidth < 1 || sourceHeight < 1 || modelWidth < 1 || modelHeight < 1) {
      throw new IllegalArgumentException(
          "Pictures are at least one pixel wide and high: "
              + sourceWidth
              + "x"
              + sourceHeight
              + " into "
              + modelWidth
              + "x"
              + modelHeight);
    }
  }

  /** Model pixels per source pixel. */
  public double scale() {
    return Math.min((double) modelWidth / sourceWidth, (double) modelHeight / sourceHeight);
  }

  /** How wide the picture is inside the input, model pixels. */
  public int innerWidth() {
    return (int) Math.max(1, Math.rint(sourceWidth * scale()));
  }

  /** How high the picture is inside the input, model pixels. */
  public int innerHeight() {
    return (int) Math.max(1, Math.rint(sourceHeight * scale()));
  }

  /** Padding to the left of the picture, model pixels. */
  public int left() {
    return (modelWidth - innerWidth()) / 2;
  }

  /** Padding above the picture, model pixels. */
  public int top() {
    return (modelHeight - innerHeight()) / 2;
  }

  /** Where a box of the picture lies in the input. */
  public Box toModel(Box source) {
    double scale = scale();
    return new Box(
        source.x1() * scale + left(),
        source.y1() * scale + top(),
        source.x2() * scale + left(),
        source.y2() * scale + top());
  }

  /**
   * Where a box of the input, given by its corners, lies in the picture: clipped to it, and empty
   * where nothing is left of it.
   */
  public Optional<Box> toSource(double x1, double y1, double x2, double y2) {
    double scale = scale();
    double left = Math.max(0, (x1 - left()) / scale);
    double top = Math.max(0, (y1 - top()) / scale);
    double right = Math.min(sourceWidth, (x2 - left()) / scale);
    double bottom = Math.min(sourceHeight, (y2 - top()) / scale);
    return right > left && bottom > top
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }
}
