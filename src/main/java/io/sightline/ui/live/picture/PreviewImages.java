package io.sightline.ui.live.picture;

import io.sightline.image.Picture;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Wraps pictures as JavaFX images that share their memory. As a line draws into a few pictures in
 * turn, nothing is allocated per part. A picture larger than its display is shrunk here, once:
 * JavaFX would do so at every repaint and, without a graphics processor, ten times slower. FX
 * thread only.
 */
final class PreviewImages {
  private static final int MOST = 6;

  /** Shrunk pictures used in turn: the current one, and the last, which may still be rendering. */
  private static final int SHRUNK = 3;

  private final Deque<Picture> shrunk = new ArrayDeque<>();

  private final Map<Picture, Shown> images =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Picture, Shown> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Returns an image of this picture's current pixels, shrunk if it is larger than its display.
   *
   * @param width the width of the display, in screen pixels
   * @param height the height of the display
   */
  WritableImage of(Picture picture, int width, int height) {
    if (width < 1 || height < 1 || width >= picture.width() || height >= picture.height()) {
      return of(picture);
    }
    Picture small = shrunk.size() < SHRUNK ? new Picture(width, height) : shrunk.removeFirst();
    if (small.width() != width || small.height() != height) {
      small = new Picture(width, height);
    }
    small.draw(picture);
    shrunk.addLast(small);
    return of(small);
  }

  /** Returns an image of this picture's current pixels. */
  private WritableImage of(Picture picture) {
    Shown known = images.get(picture);
    if (known == null) {
      Shown fresh = new Shown(picture);
      images.put(picture, fresh);
      return fresh.image;
    }
    known.pixels.updateBuffer(buffer -> null); // null: the whole buffer has changed
    return known.image;
  }

  /** Returns an image of a picture that is never drawn into again. */
  static WritableImage still(Picture picture) {
    return new Shown(picture).image;
  }

  private static final class Shown {
    private final PixelBuffer<IntBuffer> pixels;
    private final WritableImage image;

    private Shown(Picture picture) {
      // On a little-endian machine, bytes in the order blue, green, red, alpha are ARGB integers.
      // This is JavaFX's own format, so that it copies rows instead of converting bytes. As the
      // pictures are opaque, premultiplied makes no difference.
      pixels =
          new PixelBuffer<>(
              picture.width(),
              picture.height(),
              picture.pixels().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer(),
              PixelFormat.getIntArgbPreInstance());
      image = new WritableImage(pixels);
    }
  }
}
