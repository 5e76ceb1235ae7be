package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
  /** Blue, green, red, alpha. */
  private static final int[] LEFT = {200, 40, 10, 255};

  private static final int[] RIGHT = {10, 60, 220, 255};

  @Test
  void aShrunkPictureShowsTheSameWhateverItsSize() {
    Picture whole = halves(1280, 1024);
    for (int width : new int[] {1279, 1000, 640, 333, 97}) {
      Picture small = new Picture(width, width * 4 / 5);
      small.draw(whole);
      assertThat(pixel(small, width / 4, small.height() / 3)).containsExactly(LEFT);
      assertThat(pixel(small, width * 3 / 4, small.height() - 1)).containsExactly(RIGHT);
    }
  }

  @Test
  void aLineThinnerThanAPixelIsStillSeen() {
    Picture whole = halves(1280, 1024);
    for (int y = 0; y < whole.height(); y++) {
      put(whole, 320, y, new int[] {255, 255, 255, 255});
    }
    Picture small = new Picture(320, 256);
    small.draw(whole);
    // A quarter of a white pixel over the background, wherever the line falls.
    assertThat(pixel(small, 80, 100)[1]).isCloseTo(40 + (255 - 40) / 4, within(2));
  }

  /**
   * Sides that cannot be halved evenly used to be sampled sparsely: every second scratch was lost.
   */
  @ParameterizedTest
  @CsvSource({"4000, 3000", "4001, 3001", "2447, 2049", "6464, 4852"})
  void scratchesAreSeenInPicturesOfAnySize(int width, int height) {
    int every = 53;
    byte[] row = new byte[3 * width];
    for (int x = 40; x < width - every; x += every) {
      Arrays.fill(row, 3 * x, 3 * (x + 2), (byte) 255);
    }
    try (FramePool pool = new FramePool();
        Frame frame = pool.take(width, height)) {
      for (int y = 0; y < height; y++) {
        frame.mat().data().position((long) y * row.length).put(row);
      }
      Picture live = new Picture(640, 640 * height / width);
      live.draw(frame);
      for (int x = 40; x < width - every; x += every) {
        int at = (int) ((x + 1) * 640.0 / width);
        assertThat(IntStream.rangeClosed(at - 1, at + 1).map(i -> pixel(live, i, 100)[0]).max())
            .as("the scratch at %d", x)
            .matches(light -> light.getAsInt() > 12);
      }
    }
  }

  @Test
  void aFrameIsShrunkToThePixelsThereIsRoomForAndNeverEnlarged() {
    try (FramePool pool = new FramePool();
        Frame large = pool.take(5472, 3648);
        Frame small = pool.take(40, 30)) {
      Picture shrunk = Picture.within(large, 16_000_000);
      assertThat((double) shrunk.width() * shrunk.height()).isCloseTo(16e6, within(1e4));
      assertThat((double) shrunk.width() / shrunk.height()).isCloseTo(1.5, within(1e-3));
      assertThat(Picture.within(small, 16_000_000).width()).isEqualTo(40);
    }
  }

  private static Picture halves(int width, int height) {
    Picture picture = new Picture(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        put(picture, x, y, x < width / 2 ? LEFT : RIGHT);
      }
    }
    return picture;
  }

  private static void put(Picture picture, int x, int y, int[] pixel) {
    ByteBuffer pixels = picture.pixels();
    for (int channel = 0; channel < 4; channel++) {
      pixels.put((y * picture.width() + x) * 4 + channel, (byte) pixel[channel]);
    }
  }

  private static int[] pixel(Picture picture, int x, int y) {
    ByteBuffer pixels = picture.pixels();
    int[] pixel = new int[4];
    for (int channel = 0; channel < 4; channel++) {
      pixel[channel] = pixels.get((y * picture.width() + x) * 4 + channel) & 0xff;
    }
    return pixel;
  }
}
