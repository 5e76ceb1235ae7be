package io.sightline.ui.live.model;

import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.line.Preview;
import java.nio.ByteBuffer;
import java.util.Random;

/** A picture that resembles a circuit board, painted without any library. */
public final class PaintedBoard {
  private static final int GREEN = 0xff0f4a30;
  private static final int COPPER = 0xffc6953f;

  private PaintedBoard() {}

  public static Picture of(long seed) {
    int width = 1280;
    int height = 1024;
    Picture picture = new Picture(width, height);
    int[] pixels = new int[width * height];
    java.util.Arrays.fill(pixels, GREEN);
    Random random = new Random(seed);
    for (int i = 0; i < 14; i++) {
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      fill(pixels, width, height, x, y, 60 + random.nextInt(500), 26);
      fill(pixels, width, height, x, y, 26, 60 + random.nextInt(400));
      disc(pixels, width, height, x, y, 46);
    }
    ByteBuffer out = picture.pixels();
    out.order(java.nio.ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(pixels);
    return picture;
  }

  /** Returns a preview of the part with its whole picture. */
  public static Preview whole(Picture picture, Inspection part) {
    return new Preview(picture, picture.width(), picture.height(), part);
  }

  /** Returns the preview as a line draws it for rejects: 320 pixels wide. */
  static Preview small(Preview whole) {
    Picture small = new Picture(320, 320 * whole.sourceHeight() / whole.sourceWidth());
    whole.picture().ifPresent(small::draw);
    return new Preview(small, whole.sourceWidth(), whole.sourceHeight(), whole.inspection());
  }

  private static void fill(int[] pixels, int width, int height, int x, int y, int w, int h) {
    for (int row = y; row < Math.min(height, y + h); row++) {
      for (int column = x; column < Math.min(width, x + w); column++) {
        pixels[row * width + column] = COPPER;
      }
    }
  }

  private static void disc(int[] pixels, int width, int height, int x, int y, int radius) {
    for (int row = Math.max(0, y - radius); row < Math.min(height, y + radius); row++) {
      for (int column = Math.max(0, x - radius); column < Math.min(width, x + radius); column++) {
        int squared = (row - y) * (row - y) + (column - x) * (column - x);
        if (squared < radius * radius) {
          pixels[row * width + column] = squared < radius * radius / 4 ? 0xff101412 : COPPER;
        }
      }
    }
  }
}
