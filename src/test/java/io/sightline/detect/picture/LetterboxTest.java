package io.sightline.detect.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.onnx.ModelInput.Fit;
import io.sightline.inspection.Box;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Tests the mapping into the network's input and back, for pictures of any size. */
class LetterboxTest {
  @Property
  void aBoxGoesThereAndBack(
      @ForAll @IntRange(min = 1, max = 8000) int width,
      @ForAll @IntRange(min = 1, max = 8000) int height,
      @ForAll @IntRange(min = 32, max = 1280) int modelWidth,
      @ForAll @IntRange(min = 32, max = 1280) int modelHeight,
      @ForAll @DoubleRange(min = 0, max = 0.9) double x,
      @ForAll @DoubleRange(min = 0, max = 0.9) double y,
      @ForAll Fit fit) {
    Letterbox letterbox = new Letterbox(width, height, modelWidth, modelHeight, fit);
    Box source = new Box(x * width, y * height, (x + 0.1) * width, (y + 0.1) * height);
    Box there = letterbox.toModel(source);
    assertThat(letterbox.toSource(there.x1(), there.y1(), there.x2(), there.y2()))
        .hasValueSatisfying(
            back -> {
              assertThat(back.x1()).isCloseTo(source.x1(), within(1e-6));
              assertThat(back.y1()).isCloseTo(source.y1(), within(1e-6));
              assertThat(back.x2()).isCloseTo(source.x2(), within(1e-6));
              assertThat(back.y2()).isCloseTo(source.y2(), within(1e-6));
            });
  }

  @Property
  void thePictureFillsOneDirectionAndLiesCentredInside(
      @ForAll @IntRange(min = 1, max = 8000) int width,
      @ForAll @IntRange(min = 1, max = 8000) int height,
      @ForAll @IntRange(min = 1, max = 1280) int modelWidth,
      @ForAll @IntRange(min = 1, max = 1280) int modelHeight) {
    Letterbox letterbox = new Letterbox(width, height, modelWidth, modelHeight);
    assertThat(letterbox.innerWidth()).isBetween(1, modelWidth);
    assertThat(letterbox.innerHeight()).isBetween(1, modelHeight);
    assertThat(letterbox.innerWidth() == modelWidth || letterbox.innerHeight() == modelHeight)
        .isTrue();
    int right = modelWidth - letterbox.innerWidth() - letterbox.left();
    int bottom = modelHeight - letterbox.innerHeight() - letterbox.top();
    assertThat(right - letterbox.left()).isBetween(0, 1);
    assertThat(bottom - letterbox.top()).isBetween(0, 1);
  }

  @Property
  void whatComesBackLiesInThePicture(
      @ForAll @IntRange(min = 1, max = 4000) int width,
      @ForAll @IntRange(min = 1, max = 4000) int height,
      @ForAll @DoubleRange(min = -700, max = 1300) double x1,
      @ForAll @DoubleRange(min = -700, max = 1300) double y1,
      @ForAll @DoubleRange(min = 0, max = 900) double w,
      @ForAll @DoubleRange(min = 0, max = 900) double h) {
    Letterbox letterbox = new Letterbox(width, height, 640, 480);
    letterbox
        .toSource(x1, y1, x1 + w, y1 + h)
        .ifPresent(
            box -> {
              assertThat(box.x1()).isBetween(0.0, (double) width);
              assertThat(box.y1()).isBetween(0.0, (double) height);
              assertThat(box.x2()).isBetween(0.0, (double) width);
              assertThat(box.y2()).isBetween(0.0, (double) height);
            });
  }

  @Example
  void thePaddingIsNoPlaceForABox() {
    Letterbox letterbox = new Letterbox(100, 50, 100, 100);
    assertThat(letterbox.top()).isEqualTo(25);
    assertThat(letterbox.toSource(0, 0, 100, 25)).isEmpty();
    assertThat(letterbox.toSource(0, 0, 100, 26)).contains(new Box(0, 0, 100, 1));
    assertThat(letterbox.toSource(10, 40, 10, 60)).isEmpty();
  }

  @Property
  void inTheTopLeftCornerOrStretchedNothingIsPaddedThere(
      @ForAll @IntRange(min = 1, max = 8000) int width,
      @ForAll @IntRange(min = 1, max = 8000) int height,
      @ForAll @IntRange(min = 1, max = 1280) int modelWidth,
      @ForAll @IntRange(min = 1, max = 1280) int modelHeight) {
    Letterbox corner = new Letterbox(width, height, modelWidth, modelHeight, Fit.TOP_LEFT);
    assertThat(corner.left()).isZero();
    assertThat(corner.top()).isZero();
    assertThat(corner.innerWidth()).isBetween(1, modelWidth);
    assertThat(corner.innerHeight()).isBetween(1, modelHeight);
    assertThat(corner.innerWidth() == modelWidth || corner.innerHeight() == modelHeight).isTrue();
    Letterbox stretched = new Letterbox(width, height, modelWidth, modelHeight, Fit.STRETCHED);
    assertThat(stretched.innerWidth()).isEqualTo(modelWidth);
    assertThat(stretched.innerHeight()).isEqualTo(modelHeight);
    assertThat(stretched.toSource(0, 0, modelWidth, modelHeight))
        .hasValueSatisfying(
            whole -> {
              assertThat(whole.x2()).isCloseTo(width, within(1e-6));
              assertThat(whole.y2()).isCloseTo(height, within(1e-6));
            });
  }

  @Example
  void theCornersSizeIsRoundedDownAsInYolox() {
    // int(1080 * min(416 / 1920, 416 / 1080)): 234 exactly, and 233.99 for one row less.
    assertThat(new Letterbox(1920, 1080, 416, 416, Fit.TOP_LEFT).innerHeight()).isEqualTo(234);
    assertThat(new Letterbox(1920, 1079, 416, 416, Fit.TOP_LEFT).innerHeight()).isEqualTo(233);
  }

  @Example
  void theOddPixelGoesRightAndDownAsInTraining() {
    Letterbox letterbox = new Letterbox(640, 640, 480, 385);
    assertThat(letterbox.innerWidth()).isEqualTo(385);
    assertThat(letterbox.left()).isEqualTo(47);
    // Halves are rounded to even, as in Python: 2.5 to 2.
    assertThat(new Letterbox(10, 5, 5, 5).innerHeight()).isEqualTo(2);
  }
}
