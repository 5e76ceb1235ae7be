package io.sightline.line;

/**
 * The screen area for a picture, which is shown whole and undistorted.
 *
 * @param width in the screen's units, above 0
 * @param height in the screen's units, above 0
 * @param pixelsX pixels per unit, horizontally
 * @param pixelsY pixels per unit, vertically
 */
public record Room(double width, double height, double pixelsX, double pixelsY) {
  /** Assumed until a screen has been laid out. */
  public static final Room UNTOLD = new Room(1920, 1080, 1, 1);

  public Room {
    if (!(width > 0 && height > 0 && pixelsX > 0 && pixelsY > 0)) {
      throw new IllegalArgumentException("No room: " + width + " x " + height);
    }
  }

  /** Returns the width on screen, in pixels, of a picture of this size. */
  public int widthOf(int sourceWidth, int sourceHeight) {
    return pixels(sourceWidth * fit(sourceWidth, sourceHeight) * pixelsX);
  }

  /** Returns the height on screen, in pixels, of a picture of this size. */
  public int heightOf(int sourceWidth, int sourceHeight) {
    return pixels(sourceHeight * fit(sourceWidth, sourceHeight) * pixelsY);
  }

  /** The width in pixels that a picture of this size is drawn with: it is never enlarged. */
  int drawnWidth(int sourceWidth, int sourceHeight) {
    return holds(sourceWidth, sourceHeight) ? sourceWidth : widthOf(sourceWidth, sourceHeight);
  }

  /** The height in pixels that a picture of this size is drawn with. */
  int drawnHeight(int sourceWidth, int sourceHeight) {
    return holds(sourceWidth, sourceHeight) ? sourceHeight : heightOf(sourceWidth, sourceHeight);
  }

  /** Whether every pixel of a picture of this size is shown. */
  private boolean holds(int sourceWidth, int sourceHeight) {
    return widthOf(sourceWidth, sourceHeight) >= sourceWidth
        || heightOf(sourceWidth, sourceHeight) >= sourceHeight;
  }

  private double fit(int sourceWidth, int sourceHeight) {
    return Math.min(width / sourceWidth, height / sourceHeight);
  }

  private static int pixels(double exactly) {
    return (int) Math.max(1, Math.rint(exactly));
  }
}
