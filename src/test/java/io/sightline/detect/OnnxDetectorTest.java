package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.engine.BatchIndependence;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Detection;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the whole path from frame to detections on networks that report the colour of 8x8 cells.
 */
class OnnxDetectorTest {
  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private OnnxDetector detector(String network) {
    return new OnnxDetector(Models.load(Fixtures.copy(network, folder)), Fixtures.CPU);
  }

  private static List<Detection> look(OnnxDetector detector, Frame frame) {
    return detector.detect(List.of(frame)).get(0).detections();
  }

  @ParameterizedTest
  @CsvSource({"0,0,255,red", "0,255,0,green", "255,0,0,blue"})
  void aColouredCellIsFoundAsItsColourAtItsPlace(int blue, int green, int red, String name) {
    Box cell = new Box(40, 16, 48, 24);
    try (OnnxDetector detector = detector("cells.onnx");
        Scalar color = new Scalar(blue, green, red, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, cell, color)) {
      assertThat(look(detector, frame))
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.className()).isEqualTo(name);
                assertThat(found.confidence()).isCloseTo(1, within(1e-6));
                assertThat(found.box()).isEqualTo(cell);
              });
      assertThat(detector.classes()).containsExactly("red", "green", "blue");
    }
  }

  /** Widened to a double, 0.7f is less than the 0.7 of a recipe, and the part would pass. */
  @ParameterizedTest
  @ValueSource(doubles = {0.35, 0.6, 0.7, 0.9})
  void aScoreOfExactlyTheLimitReachesIt(double limit) {
    Path network = Fixtures.write(folder.resolve("m.onnx"), Fixtures.cells((float) limit));
    Recipe recipe =
        new Recipe("R", 1, "Cell", "m", ClassLimit.failFrom(limit), Map.of(), List.of(), 1);
    try (OnnxDetector detector = new OnnxDetector(Models.load(network), Fixtures.CPU);
        Scalar red = new Scalar(0, 0, 255, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, new Box(40, 16, 48, 24), red)) {
      List<Detection> found = look(detector, frame);
      assertThat(found).extracting(Detection::confidence).containsExactly(limit);
      assertThat(Inspector.judge(found, recipe).verdict()).isEqualTo(Verdict.FAIL);
    }
  }

  @Test
  void picturesOfAnySizeAreMappedBackToTheirOwnPixels() {
    try (OnnxDetector detector = detector("cells.onnx");
        Scalar green = new Scalar(0, 255, 0, 0)) {
      // First twice the input size; then a small, tall picture with bars at the sides; then both
      // again.
      for (int round = 0; round < 2; round++) {
        try (Frame large = Fixtures.painted(pool, 192, 128, new Box(16, 32, 32, 48), green);
            Frame tall = Fixtures.painted(pool, 16, 32, new Box(4, 8, 8, 12), green)) {
          assertThat(look(detector, large))
              .singleElement()
              .satisfies(found -> assertThat(found.box()).isEqualTo(new Box(16, 32, 32, 48)));
          // 16x32 becomes 32x64 at x = 32: the square covers the cell at 40..48, 16..24.
          assertThat(look(detector, tall))
              .first()
              .satisfies(found -> assertThat(found.box()).isEqualTo(new Box(4, 8, 8, 12)));
        }
      }
    }
  }

  /** If only the height changes, too, nothing may be kept that was laid out for the old one. */
  @ParameterizedTest
  @ValueSource(strings = {"cells.onnx", "layouts/yolov8-byte-pixels.onnx"})
  void aPictureOfTheSameWidthAndAnotherHeightIsMappedBackToItsOwnPixels(String network) {
    Path file = Fixtures.write(folder.resolve("cells.onnx"), Fixtures.bytes(network));
    try (OnnxDetector detector = new OnnxDetector(Models.load(file), Fixtures.CPU)) {
      for (int factor = 1; factor <= 2; factor++) { // not resized, and resized
        isFound(detector, factor, 64, new Box(40, 16, 48, 24));
        isFound(detector, factor, 32, new Box(64, 8, 72, 16));
        isFound(detector, factor, 64, new Box(8, 48, 16, 56));
      }
    }
  }

  /** Enlarges a picture that is 96 wide by the factor, and the box in it. */
  private void isFound(OnnxDetector detector, int by, int height, Box box) {
    Box cell = new Box(by * box.x1(), by * box.y1(), by * box.x2(), by * box.y2());
    try (Scalar red = new Scalar(0, 0, 255, 0)) {
      assertThat(PaintedCells.look(detector, pool, by * 96, by * height, cell, red))
          .singleElement()
          .satisfies(found -> PaintedCells.isAt(found, 0, cell));
    }
  }

  @Test
  void severalFramesAreAnsweredInTheirOrderWithTimes() {
    Box left = new Box(0, 0, 8, 8);
    Box right = new Box(88, 56, 96, 64);
    try (OnnxDetector detector = detector("cells.onnx");
        Scalar red = new Scalar(0, 0, 255, 0);
        Frame first = Fixtures.painted(pool, 96, 64, left, red);
        Frame second = Fixtures.painted(pool, 96, 64, right, red)) {
      List<Findings> findings = detector.detect(List.of(first, second));
      assertThat(findings).hasSize(2);
      assertThat(findings.get(0).detections()).extracting(Detection::box).containsExactly(left);
      assertThat(findings.get(1).detections()).extracting(Detection::box).containsExactly(right);
      assertThat(findings)
          .allSatisfy(
              one -> {
                assertThat(one.preparing()).isPositive();
                assertThat(one.inferring()).isPositive();
                assertThat(one.decoding()).isPositive();
              });
    }
  }

  /** On CPUs without VNNI, sums saturate at 16 bits, which could halve the confidence. */
  @Test
  void aBrightCellIsAsBrightInEightBits() {
    Box cell = new Box(40, 16, 48, 24);
    try (OnnxDetector detector = detector("cells-int8.onnx");
        Scalar white = new Scalar(255, 255, 255, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, cell, white)) {
      assertThat(look(detector, frame))
          .singleElement()
          .satisfies(found -> assertThat(found.confidence()).isCloseTo(1, within(0.01)));
    }
  }

  @Test
  void nothingIsFoundInABlackPicture() {
    try (OnnxDetector detector = detector("cells.onnx");
        Scalar black = new Scalar(0, 0, 0, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, new Box(0, 0, 8, 8), black)) {
      assertThat(look(detector, frame)).isEmpty();
    }
  }

  @Test
  void theThresholdDecidesWhatCounts() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    Thresholds above = bundle.thresholds().withConfidence(0.51);
    Thresholds below = bundle.thresholds().withConfidence(0.49);
    try (OnnxDetector strict = new OnnxDetector(bundle, Fixtures.CPU, above);
        OnnxDetector lenient = new OnnxDetector(bundle, Fixtures.CPU, below);
        Scalar halfRed = new Scalar(0, 0, 128, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, new Box(8, 8, 16, 16), halfRed)) {
      assertThat(look(strict, frame)).isEmpty();
      assertThat(look(lenient, frame)).hasSize(1);
    }
  }

  @Test
  void aModelThatLeavesItsSizesOpenRunsAtTheSizeItsMetadataSays() {
    Box cell = new Box(40, 16, 48, 24);
    try (OnnxDetector detector = detector("cells-open.onnx");
        Scalar green = new Scalar(0, 255, 0, 0);
        Frame frame = Fixtures.painted(pool, 96, 64, cell, green)) {
      assertThat(look(detector, frame)).extracting(Detection::className).containsExactly("green");
    }
  }

  @Test
  void everyInspectionCanSayWhichNetworkLooked() {
    try (OnnxDetector detector = detector("cells-unnamed.onnx")) {
      assertThat(detector.version().name()).isEqualTo("cells-unnamed");
      assertThat(detector.version().hash()).hasSize(64);
      assertThat(detector.version().version())
          .isEqualTo(detector.version().hash().substring(0, 12));
      assertThat(detector.version().engine()).isEqualTo("cpu");
      assertThat(detector.classes()).containsExactly("class 0", "class 1", "class 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-a-number.onnx", "too-sure.onnx", "infinite-box.onnx"})
  void aNetworkThatAnswersNonsenseIsRefusedBeforeItLooksAtAnyPart(String network) {
    assertThatThrownBy(() -> detector(network))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("could not look");
  }

  @Test
  void aClosedDetectorThrowsInsteadOfFindingNothing() {
    OnnxDetector detector = detector("cells.onnx");
    detector.close();
    detector.close();
    try (Frame frame = pool.take(96, 64)) {
      List<Frame> frames = List.of(frame);
      assertThatThrownBy(() -> detector.detect(frames))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("cannot look");
    }
  }

  @Test
  void aFrameThatIsGoneThrowsInsteadOfFindingNothing() {
    try (OnnxDetector detector = detector("cells.onnx")) {
      Frame frame = pool.take(96, 64);
      frame.close();
      List<Frame> frames = List.of(frame);
      assertThatThrownBy(() -> detector.detect(frames)).isInstanceOf(DetectException.class);
    }
  }

  @Test
  void aDetectorThatStumbledOverAFrameCanStillLookAndOneThatIsClosedCannot() {
    OnnxDetector detector = detector("cells.onnx");
    try (Scalar red = new Scalar(0, 0, 255, 0);
        Frame sound = Fixtures.painted(pool, 96, 64, new Box(8, 8, 16, 16), red)) {
      List<Detection> before = look(detector, sound);
      Frame gone = pool.take(96, 64);
      gone.close();
      assertThatThrownBy(() -> look(detector, gone)).isInstanceOf(DetectException.class);

      detector.check();

      assertThat(look(detector, sound)).isNotEmpty().isEqualTo(before);
    } finally {
      detector.close();
    }
    assertThatThrownBy(detector::check).isInstanceOf(DetectException.class);
  }

  @Test
  void aRunningDetectorTakesNoFurtherNativeMemoryForPictures() {
    try (OnnxDetector detector = detector("cells.onnx");
        Scalar red = new Scalar(0, 0, 255, 0);
        Frame frame = Fixtures.painted(pool, 960, 640, new Box(8, 8, 16, 16), red)) {
      look(detector, frame);
      long before = Mat.totalBytes();
      for (int i = 0; i < 50; i++) {
        look(detector, frame);
      }
      assertThat(Mat.totalBytes()).isEqualTo(before);
    }
  }

  /**
   * Otherwise parts would be recorded with the old hash and judged by the old limits. The file must
   * not even be loaded: too-sure.onnx would then be refused for its answers instead.
   */
  @ParameterizedTest
  @ValueSource(strings = {"cells-open.onnx", "too-sure.onnx"})
  void aModelThatWasOverwrittenSinceItWasReadIsRefused(String other) {
    Path file = Fixtures.copy("cells.onnx", folder);
    ModelBundle bundle = Models.load(file);
    Fixtures.write(file, Fixtures.bytes(other));

    assertThatThrownBy(() -> new OnnxDetector(bundle, Fixtures.CPU).close())
        .isInstanceOf(DetectException.class)
        .hasMessage(
            "The model file %s was changed since the station was opened: open the station again"
                .formatted(file));

    Fixtures.copy("cells.onnx", folder);
    new OnnxDetector(bundle, Fixtures.CPU).close();
  }

  /** Overwrites the file on the one-at-a-time warning, logged before the last lane is loaded. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aModelThatIsOverwrittenWhileItIsLoadedIsRefused(int threads) {
    Path file =
        Fixtures.write(folder.resolve("four.onnx"), Fixtures.bytes("batches/four-silent.onnx"));
    ModelBundle bundle = Models.load(file);
    Logger telling = Logger.getLogger(BatchIndependence.class.getName());
    telling.setFilter(
        entry -> {
          Fixtures.write(file, Fixtures.bytes("batches/four-mixed.onnx"));
          return false;
        });
    try {
      assertThatThrownBy(() -> new OnnxDetector(bundle, new Engine.Cpu(threads)).close())
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("was changed since the station was opened");
    } finally {
      telling.setFilter(null);
    }
  }
}
