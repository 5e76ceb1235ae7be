package io.sightline.ui.live;

import io.sightline.image.Picture;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Pictures as JavaFX images over the same memory: nothing is copied or made per part, as a line
 * draws into a few pictures by turns. FX thread only.
 */
final class PreviewImages {
  private static final int MOST = 6;

  private final Map<Picture, Shown> images =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Picture, Shown> eldest) {
          return size() > MOST;
        }
      };

  /** This picture's pixels as they are now. */
  WritableImage of(Picture picture) {
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
    private final PixelBuffer<ByteBuffer> pixels;
    private final WritableImage image;

    private Shown(Picture picture) {
      // The pictures are opaque, so that premultiplied is the same.
      pixels =
          new PixelBuffer<>(
              picture.width(),
              picture.height(),
              picture.pixels(),
              PixelFormat.getByteBgraPreInstance());
      image = new WritableImage(pixels);
    }
  }
}
