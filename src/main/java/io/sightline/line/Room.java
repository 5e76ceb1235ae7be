package io.sightline.line;

/**
 * The area a screen has for a picture, which is shown whole and in its own proportions.
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

  /** The width of a picture of this size on the screen, in pixels. */
  public int widthOf(int sourceWidth, int sourceHeight) {
    return pixels(sourceWidth * fit(sourceWidth, sourceHeight) * pixelsX);
  }

  /** The height of a picture of this size on the screen, in pixels. */
  public int heightOf(int sourceWidth, int sourceHeight) {
    return pixels(sourceHeight * fit(sourceWidth, sourceHeight) * pixelsY);
  }

  private double fit(int sourceWidth, int sourceHeight) {
    return Math.min(width / sourceWidth, height / sourceHeight);
  }

  private static int pixels(double exactly) {
    return (int) Math.max(1, Math.rint(exactly));
  }
}
