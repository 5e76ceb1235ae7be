package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Whether a picture shows anything, whatever its size. */
class ContrastTest {
  private final Contrast contrast = new Contrast();

  @Property(tries = 200)
  void aPlainPictureHasNone(
      @ForAll @IntRange(min = 1, max = 300) int width,
      @ForAll @IntRange(min = 1, max = 300) int height,
      @ForAll @IntRange(max = 255) int level) {
    assertThat(measured(width, height, level, frame -> {})).isZero();
  }

  @Property(tries = 100)
  void aPartOfAThirtiethOfThePictureIsSeenWhereverItLies(
      @ForAll @IntRange(min = 60, max = 700) int width,
      @ForAll @IntRange(min = 60, max = 700) int height,
      @ForAll @IntRange(max = 1000) int right,
      @ForAll @IntRange(max = 1000) int down) {
    int w = (width + 11) / 12;
    int h = (height + 11) / 12;
    int shown =
        measured(
            width,
            height,
            20,
            frame -> paint(frame, (width - w) * right / 1000, (height - h) * down / 1000, w, h));
    assertThat(shown).isEqualTo(200 - 20);
  }

  @Property(tries = 20)
  void aCamerasNoiseInTheDarkIsLessThanTheUsualContrast(@ForAll long seed) {
    Random random = new Random(seed);
    int shown =
        measured(
            640,
            480,
            0,
            frame -> {
              byte[] noise = new byte[640 * 480 * 3];
              for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) Math.max(0, Math.round(1 + 1.3 * random.nextGaussian()));
              }
              frame.mat().data().put(noise);
            });
    assertThat(shown).isLessThan(8);
  }

  @Property(tries = 20)
  void stripesInStepWithThePlacesAreSeen(@ForAll @IntRange(min = 2, max = 40) int period) {
    int shown =
        measured(
            1280,
            1024,
            20,
            frame -> {
              for (int x = 0; x + period / 2 <= 1280; x += period) {
                paint(frame, x, 0, Math.max(1, period / 2), 1024);
              }
            });
    assertThat(shown).isEqualTo(200 - 20);
  }

  private int measured(int width, int height, int level, Consumer<Frame> paint) {
    try (FramePool pool = new FramePool();
        Frame frame = pool.take(width, height);
        Scalar grey = new Scalar(level, level, level, 0)) {
      frame.mat().put(grey);
      paint.accept(frame);
      return contrast.of(frame);
    }
  }

  private static void paint(Frame frame, int x, int y, int width, int height) {
    try (Rect place = new Rect(x, y, width, height);
        Mat part = new Mat(frame.mat(), place);
        Scalar light = new Scalar(200, 200, 200, 0)) {
      part.put(light);
    }
  }
}
