package io.sightline.line;

/**
 * The room that a screen has for a picture, which is shown whole and in its own proportions.
 *
 * @param width in the screen's units, above 0
 * @param height in the screen's units, above 0
 * @param pixelsX pixels of the screen to a unit, from left to right
 * @param pixelsY pixels of the screen to a unit, from top to bottom
 */
public record Room(double width, double height, double pixelsX, double pixelsY) {
  /** What is assumed until a screen has laid itself out. */
  public static final Room UNTOLD = new Room(1920, 1080, 1, 1);

  public Room {
    if (!(width > 0 && height > 0 && pixelsX > 0 && pixelsY > 0)) {
      throw new IllegalArgumentException("No room: " + width + " x " + height);
    }
  }

  /** How many pixels of the screen a picture of this size is wide there. */
  public int widthOf(int sourceWidth, int sourceHeight) {
    return pixels(sourceWidth * fit(sourceWidth, sourceHeight) * pixelsX);
  }

  /** How many pixels of the screen a picture of this size is high there. */
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
