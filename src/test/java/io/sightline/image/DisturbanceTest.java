package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.mean;
import static org.bytedeco.opencv.global.opencv_core.meanStdDev;
import static org.bytedeco.opencv.global.opencv_core.norm;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each disturbance on a grey picture with a lighter square. */
class DisturbanceTest {
  private static final int WIDTH = 161;
  private static final int HEIGHT = 121;
  private static final int GREY = 100;
  private static final int LIGHT = 180;

  private final FramePool pool = new FramePool();

  @AfterEach
  void nothingIsLeft() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  static List<Disturbance> usual() {
    return Disturbance.usual();
  }

  /** Returns a grey frame of this sequence number with a light square of 20 pixels at x, y. */
  private Frame frame(long sequence, int x, int y) {
    Frame frame =
        pool.take(WIDTH, HEIGHT)
            .tagged(new FrameTag(sequence, Instant.EPOCH, 0, "a.png", Optional.empty()));
    try (Scalar grey = new Scalar(GREY, GREY, GREY, 0);
        Scalar light = new Scalar(LIGHT, LIGHT, LIGHT, 0);
        Rect whole = new Rect(0, 0, WIDTH, HEIGHT);
        Rect square = new Rect(x, y, 20, 20)) {
      rectangle(frame.mat(), whole, grey, -1, 8, 0);
      rectangle(frame.mat(), square, light, -1, 8, 0);
    }
    return frame;
  }

  private Frame frame() {
    return frame(0, 70, 50);
  }

  private static double brightness(Frame frame) {
    try (Scalar all = mean(frame.mat())) {
      return (all.get(0) + all.get(1) + all.get(2)) / 3;
    }
  }

  private static double difference(Frame one, Frame other) {
    return norm(one.mat(), other.mat());
  }

  private static int at(Frame frame, int x, int y) {
    return Pictures.pixel(frame, x, y)[1];
  }

  @ParameterizedTest
  @MethodSource("usual")
  void theFrameStaysAsItWasAndTheDisturbedOneHasItsSizeAndTag(Disturbance disturbance) {
    try (Frame before = frame();
        Frame same = frame();
        Frame disturbed = disturbance.of(before, pool)) {
      assertThat(difference(before, same)).isZero();
      assertThat(difference(before, disturbed)).as("something is different").isPositive();
      assertThat(disturbed.width()).isEqualTo(WIDTH);
      assertThat(disturbed.height()).isEqualTo(HEIGHT);
      assertThat(disturbed.tag()).isEqualTo(before.tag());
    }
  }

  @ParameterizedTest
  @MethodSource("usual")
  void twiceIsTheSame(Disturbance disturbance) {
    try (Frame before = frame(7, 70, 50);
        Frame once = disturbance.of(before, pool);
        Frame again = disturbance.of(before, pool)) {
      assertThat(difference(once, again)).isZero();
    }
  }

  @Test
  void eachHasANameOfItsOwn() {
    assertThat(Disturbance.usual())
        .extracting(Disturbance::text)
        .containsExactly(
            "brightness +30 %",
            "brightness -30 %",
            "blur, sigma 1 px",
            "noise, sigma 8 levels",
            "JPEG quality 50",
            "rotation +5°",
            "rotation -5°",
            "scale 0.98",
            "scale 1.02");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1.3})
  void brightnessIsMultiplied(double factor) {
    try (Frame before = frame();
        Frame disturbed = Disturbance.brightness(factor).of(before, pool)) {
      assertThat(brightness(disturbed) / brightness(before)).isCloseTo(factor, within(0.005));
    }
  }

  @Test
  void whiteStaysWhite() {
    try (Frame before = frame();
        Frame disturbed = Disturbance.brightness(3).of(before, pool)) {
      assertThat(at(disturbed, 75, 55)).isEqualTo(255);
    }
  }

  @Test
  void blurSoftensEdgesByItsSigmaAndKeepsTheMean() {
    try (Frame before = frame();
        Frame disturbed = Disturbance.blur(1).of(before, pool)) {
      assertThat(brightness(disturbed)).isCloseTo(brightness(before), within(0.5));
      // The edge is half a pixel left of the first light pixel, which is 69 % light.
      assertThat(at(disturbed, 70, 60)).isCloseTo(GREY + (int) (0.69 * 80), within(3));
      assertThat(at(disturbed, 80, 60)).as("4 sigma and more inside").isEqualTo(LIGHT);
    }
  }

  @Test
  void noiseHasItsSigmaAndNoMean() {
    try (Frame before = frame(3, 70, 50);
        Frame disturbed = Disturbance.noise(8, 1).of(before, pool);
        Rect plain = new Rect(0, 0, WIDTH, 45);
        Mat part = new Mat(disturbed.mat(), plain);
        Mat mean = new Mat();
        Mat deviation = new Mat()) {
      meanStdDev(part, mean, deviation);
      try (DoubleIndexer means = mean.createIndexer();
          DoubleIndexer deviations = deviation.createIndexer()) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(means.get(channel, 0)).isCloseTo(GREY, within(0.5));
          assertThat(deviations.get(channel, 0)).isCloseTo(8, within(0.3));
        }
      }
      assertThat(IntStream.of(Pictures.pixel(disturbed, 5, 5)).distinct().count())
          .as("each channel its own")
          .isGreaterThan(1);
    }
  }

  @Test
  void noiseIsAnotherFromFrameToFrameAndFromSeedToSeed() {
    try (Frame first = frame(0, 70, 50);
        Frame second = frame(1, 70, 50);
        Frame one = Disturbance.noise(8, 1).of(first, pool);
        Frame next = Disturbance.noise(8, 1).of(second, pool);
        Frame other = Disturbance.noise(8, 99).of(first, pool)) {
      double unrelated = 0.9 * 8 * Math.sqrt(2.0 * 3 * WIDTH * HEIGHT);
      assertThat(difference(one, next)).isGreaterThan(unrelated);
      assertThat(difference(one, other)).isGreaterThan(unrelated);
    }
  }

  @Test
  void jpegLosesTheMoreTheLowerItsQuality() {
    try (Frame before = frame();
        Frame good = Disturbance.jpeg(95).of(before, pool);
        Frame poor = Disturbance.jpeg(50).of(before, pool);
        Frame poorest = Disturbance.jpeg(5).of(before, pool)) {
      assertThat(difference(before, poor)).isGreaterThan(difference(before, good));
      assertThat(difference(before, poorest)).isGreaterThan(difference(before, poor));
      assertThat(brightness(poor)).isCloseTo(brightness(before), within(2.0));
    }
  }

  @Test
  void rotationIsAnticlockwiseAboutTheMiddleAndDrawsTheBorderOut() {
    try (Frame before = frame(0, 130, 50); // its centre is 59.5 pixels right of the picture's
        Frame turned = Disturbance.rotation(90).of(before, pool);
        Frame slightly = Disturbance.rotation(5).of(before, pool)) {
      assertThat(at(turned, 80, 60 - 59)).as("right goes up").isEqualTo(LIGHT);
      assertThat(at(slightly, 140, 60 - 5)).isEqualTo(LIGHT);
      assertThat(at(slightly, 140, 67)).as("5 lower than before").isEqualTo(GREY);
      for (int x : List.of(0, WIDTH - 1)) {
        assertThat(at(slightly, x, 0)).as("no black corner").isEqualTo(GREY);
        assertThat(at(slightly, x, HEIGHT - 1)).as("no black corner").isEqualTo(GREY);
      }
    }
  }

  @Test
  void scaleIsAboutTheMiddleAndDrawsTheBorderOut() {
    try (Frame before = frame(0, 0, 50); // a square at the left border
        Frame smaller = Disturbance.scale(0.9).of(before, pool);
        Frame larger = Disturbance.scale(1.1).of(before, pool)) {
      assertThat(at(smaller, 0, 60)).as("drawn out").isEqualTo(LIGHT);
      assertThat(at(smaller, 24, 60)).as("ends at 8 + 18").isEqualTo(LIGHT);
      assertThat(at(smaller, 28, 60)).isEqualTo(GREY);
      assertThat(at(larger, 12, 60)).as("ends at 22 - 8").isEqualTo(LIGHT);
      assertThat(at(larger, 16, 60)).isEqualTo(GREY);
    }
  }

  @Test
  void whatIsNoDisturbanceIsRefused() {
    assertThatThrownBy(() -> Disturbance.brightness(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Disturbance.blur(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Disturbance.noise(-1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Disturbance.jpeg(101)).hasMessageContaining("101");
    assertThatThrownBy(() -> Disturbance.rotation(181)).hasMessageContaining("181");
    assertThatThrownBy(() -> Disturbance.scale(0)).hasMessageContaining("above 0");
  }
}
