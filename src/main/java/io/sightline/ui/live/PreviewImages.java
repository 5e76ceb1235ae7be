package io.sightline.ui.live;

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
 * Pictures as JavaFX images over the same memory: nothing is made per part, as a line draws into a
 * few pictures by turns. A picture larger than it is shown is shrunk here, once: JavaFX would do so
 * with every repaint and, without a graphics processor, ten times slower. FX thread only.
 */
final class PreviewImages {
  private static final int MOST = 6;

  /** Shrunk ones in turn: the one on screen, and the one before, which may still be rendered. */
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
   * This picture's pixels as they are now, shrunk where there are more than are shown.
   *
   * @param width how wide it is shown, in pixels of the screen
   * @param height how high it is shown
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

  /** This picture's pixels as they are now. */
  private WritableImage of(Picture picture) {
    Shown known = images.get(picture);
    if (known == null) {
      Shown fresh = new Shown(picture);
      images.put(picture, fresh);
      return fresh.image;
    }
    known.pixels.updateBuffer(buffer -> null); // null: all of it has changed
    return known.image;
  }

  /** A picture that is never drawn into again. */
  static WritableImage still(Picture picture) {
    return new Shown(picture).image;
  }

  private static final class Shown {
    private final PixelBuffer<IntBuffer> pixels;
    private final WritableImage image;

    private Shown(Picture picture) {
      // Bytes in the order blue, green, red, alpha are integers ARGB on a little-endian machine:
      // the form in which JavaFX keeps pixels, so that it copies rows instead of converting bytes.
      // The pictures are opaque, so that premultiplied is the same.
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
