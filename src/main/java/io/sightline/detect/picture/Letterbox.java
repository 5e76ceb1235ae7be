package io.sightline.detect.picture;

import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.inspection.Box;
import java.util.Optional;

/**
 * The position of a picture in a network's input, and the way back. The arithmetic is that of
 * training:
 *
 * <ul>
 *   <li>centred: resized by one factor for both directions, scale = min(W / w, H / h), the inner
 *       size rounded half to even, padded around, the odd pixel on the right and at the bottom; the
 *       way back uses each direction's factor after rounding (Ultralytics');
 *   <li>top left: the same factor, the inner size rounded down, padded on the right and at the
 *       bottom (YOLOX's preproc);
 *   <li>stretched: a separate factor per direction, no padding.
 * </ul>
 *
 * @param sourceWidth the picture's width, pixels
 * @param sourceHeight the picture's height, pixels
 * @param modelWidth the input's width, pixels
 * @param modelHeight the input's height, pixels
 * @param fit how it is made to fit
 */
public record Letterbox(
    int sourceWidth, int sourceHeight, int modelWidth, int modelHeight, Fit fit) {
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

  /** Creates a centred letterbox. */
  public Letterbox(int sourceWidth, int sourceHeight, int modelWidth, int modelHeight) {
    this(sourceWidth, sourceHeight, modelWidth, modelHeight, Fit.CENTRED);
  }

  /** Returns the horizontal scale, model pixels per source pixel. */
  public double scaleX() {
    return fit == Fit.TOP_LEFT ? one() : (double) innerWidth() / sourceWidth;
  }

  /** Returns the vertical scale, model pixels per source pixel. */
  public double scaleY() {
    return fit == Fit.TOP_LEFT ? one() : (double) innerHeight() / sourceHeight;
  }

  private double one() {
    return Math.min((double) modelWidth / sourceWidth, (double) modelHeight / sourceHeight);
  }

  /** Returns the picture's width inside the input, model pixels. */
  public int innerWidth() {
    return fit == Fit.STRETCHED ? modelWidth : inner(sourceWidth * one());
  }

  /** Returns the picture's height inside the input, model pixels. */
  public int innerHeight() {
    return fit == Fit.STRETCHED ? modelHeight : inner(sourceHeight * one());
  }

  private int inner(double size) {
    // Rounding may put a whole number just below itself, which must not cost a row.
    return (int) Math.max(1, fit == Fit.TOP_LEFT ? Math.floor(size + 1e-9) : Math.rint(size));
  }

  /** Returns the padding to the left of the picture, model pixels. */
  public int left() {
    return fit == Fit.CENTRED ? (modelWidth - innerWidth()) / 2 : 0;
  }

  /** Returns the padding above the picture, model pixels. */
  public int top() {
    return fit == Fit.CENTRED ? (modelHeight - innerHeight()) / 2 : 0;
  }

  /** Maps a box of the picture to the input. */
  public Box toModel(Box source) {
    double across = scaleX();
    double down = scaleY();
    return new Box(
        source.x1() * across + left(),
        source.y1() * down + top(),
        source.x2() * across + left(),
        source.y2() * down + top());
  }

  /**
   * Maps a box of the input, given by its corners, to the picture: clipped to it, and empty if
   * nothing of it is left.
   */
  public Optional<Box> toSource(double x1, double y1, double x2, double y2) {
    double across = scaleX();
    double down = scaleY();
    double left = Math.max(0, (x1 - left()) / across);
    double top = Math.max(0, (y1 - top()) / down);
    double right = Math.min(sourceWidth, (x2 - left()) / across);
    double bottom = Math.min(sourceHeight, (y2 - top()) / down);
    return right > left && bottom > top
        ? Optional.of(new Box(left, top, right, bottom))
        : Optional.empty();
  }
}
