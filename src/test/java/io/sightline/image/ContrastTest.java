package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Tests whether a picture shows anything, at any size. */
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

  @Property(tries = 30)
  void noiseOfACoveredLensIsNone(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.3, max = 5.2) double sigma,
      @ForAll @IntRange(max = 60) int level) {
    assertThat(measured(640, 480, 0, noisy(seed, sigma, (x, y) -> level)))
        .as("of sigma %.1f at level %d", sigma, level)
        .isLessThan(8);
  }

  /** Imitates a colour sensor, whose interpolation spreads noise over neighbouring pixels. */
  @Property(tries = 10)
  void noiseThatNeighboursShareIsNone(@ForAll long seed) {
    Random random = new Random(seed);
    int shown =
        measured(
            640,
            480,
            10,
            frame -> {
              byte[] noise = new byte[640 * 480 * 3];
              double[] sensor = new double[641 * 481];
              for (int i = 0; i < sensor.length; i++) {
                sensor[i] = 10 + 4 * random.nextGaussian();
              }
              for (int i = 0; i < noise.length; i++) {
                int x = i / 3 % 640 / 2 * 2;
                int y = i / 3 / 640;
                noise[i] = (byte) level((sensor[y * 641 + x] + sensor[y * 641 + x + 1]) / 2);
              }
              frame.mat().data().put(noise);
            });
    assertThat(shown).isLessThan(8);
  }

  @Property(tries = 30)
  void aThinScratchIsSeenThroughNoise(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 3) double sigma,
      @ForAll @IntRange(min = 10, max = 460) int down) {
    Level scratch = (x, y) -> y >= down && y < down + 3 ? 130 : 100;
    assertThat(measured(640, 480, 0, noisy(seed, sigma, scratch)))
        .as("30 levels, sigma %.1f", sigma)
        .isGreaterThanOrEqualTo(15);
  }

  @Property(tries = 30)
  void aFaintGradientIsSeenThroughNoise(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 5) double sigma) {
    assertThat(measured(640, 480, 0, noisy(seed, sigma, (x, y) -> 100 + x / 40)))
        .as("15 levels from side to side, sigma %.1f", sigma)
        .isGreaterThanOrEqualTo(12);
  }

  /** Fine stripes, which averaging would hide. */
  @Example
  void fineFaintStructureIsSeen() {
    assertThat(measured(640, 480, 0, noisy(1, 0.5, (x, y) -> x % 2 == 0 ? 100 : 140)))
        .isGreaterThanOrEqualTo(8);
  }

  /** On a quiet background, nothing is subtracted for noise. */
  @Property(tries = 100)
  void aFaintPartOnAQuietGroundIsSeenWhole(
      @ForAll @IntRange(min = 60, max = 700) int width,
      @ForAll @IntRange(min = 60, max = 700) int height,
      @ForAll @IntRange(min = 8, max = 63) int faint,
      @ForAll @IntRange(max = 1000) int right) {
    int w = (width + 11) / 12;
    int h = (height + 11) / 12;
    int shown =
        measured(
            width,
            height,
            200 - faint,
            frame -> paint(frame, (width - w) * right / 1000, (height - h) / 2, w, h));
    assertThat(shown).isEqualTo(faint);
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

  /** Adds independent noise in each channel to a picture of these levels. */
  private static Consumer<Frame> noisy(long seed, double sigma, Level there) {
    Random random = new Random(seed);
    return frame -> {
      byte[] pixels = new byte[frame.width() * frame.height() * 3];
      for (int i = 0; i < pixels.length; i++) {
        int at = there.at(i / 3 % frame.width(), i / 3 / frame.width());
        pixels[i] = (byte) level(at + sigma * random.nextGaussian());
      }
      frame.mat().data().put(pixels);
    };
  }

  private static long level(double value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }

  private interface Level {
    int at(int x, int y);
  }

  private int measured(int width, int height, int level, Consumer<Frame> paint) {
    try (FramePool pool = new FramePool();
        Frame frame = pool.take(width, height);
        Scalar grey = new Scalar(level, level, level, 0)) {
      frame.mat().put(grey);
      paint.accept(frame);
      int all = contrast.of(frame, 255);
      for (double enough : new double[] {0, 8, 64, 100}) {
        assertThat(contrast.of(frame, enough))
            .isLessThanOrEqualTo(all)
            .isGreaterThanOrEqualTo((int) Math.min(enough, all));
      }
      return all;
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
