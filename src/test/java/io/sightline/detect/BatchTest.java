package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.Warnings;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.BatchIndependence;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests networks that take several pictures per run: each part gets its own findings. */
class BatchTest {
  private static final int FRAMES = 90;
  private static final String LEAKING = "it answers to one what it sees in another";
  private static final String SILENT =
      "'it finds nothing in noise, and nobody knows whether it keeps them apart'";

  @TempDir private Path folder;
  private final FramePool pool = new FramePool();
  private final List<Frame> frames = new ArrayList<>();
  private final List<Box> cells = new ArrayList<>();

  /** Paints one green cell per frame, each in a different place. */
  @BeforeEach
  void paint() {
    try (Scalar green = new Scalar(0, 255, 0, 0)) {
      for (int i = 0; i < FRAMES; i++) {
        int x = 8 * (i % 12);
        int y = 8 * (i / 12);
        cells.add(new Box(x, y, x + 8, y + 8));
        frames.add(Fixtures.painted(pool, 96, 64, cells.get(i), green));
      }
    }
  }

  @AfterEach
  void everyFrameIsBack() {
    frames.forEach(Frame::close);
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  /** The memory of an accelerator may be enough for the first lane's batches only. */
  @Test
  void aLaneThatIsShownOneBesideOneThatIsShownFourTakesOne() {
    ModelBundle bundle = load("any.onnx");
    try (Lane lane = Lane.open(bundle, new Engine.Cpu(1), bundle.thresholds(), OptionalInt.of(4))) {
      assertThat(lane.batchSize()).isEqualTo(1);
      assertThat(lane.detect(frames.subList(0, 1)))
          .extracting(BatchTest::box)
          .containsExactly(cells.get(0));
    }
  }

  private ModelBundle load(String name) {
    return Models.load(Fixtures.write(folder.resolve(name), Fixtures.bytes("batches/" + name)));
  }

  private static Stream<Engine> engines() {
    return Stream.of(new Engine.Cpu(2), Engine.called("openvino").withThreads(2))
        .filter(engine -> engine.obstacle().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"four.onnx, 4", "three-end-to-end.onnx, 3"})
  void whatWaitsIsShownTogetherAndKeptApart(String name, int together) {
    ModelBundle bundle = load(name);
    engines()
        .forEach(
            engine -> {
              try (OnnxDetector detector = new OnnxDetector(bundle, engine)) {
                assertThat(detector.concurrency()).as(engine.title()).isEqualTo(2 * together);
                List<Findings> found = detector.detect(frames);
                assertThat(found).extracting(BatchTest::box).containsExactlyElementsOf(cells);
                assertThat(found.stream().mapToDouble(Findings::inferring).distinct().count())
                    .as("runs for so many frames")
                    .isLessThan(FRAMES);
              }
            });
  }

  /** Each run takes one picture fewer: nothing left over from the previous run may show. */
  @ParameterizedTest
  @ValueSource(strings = {"four.onnx", "three-end-to-end.onnx"})
  void aRunMayBeShownFewerThanItTakes(String name) {
    ModelBundle bundle = load(name);
    engines()
        .forEach(
            engine -> {
              try (Lane lane = Lane.open(bundle, engine.withThreads(1), bundle.thresholds())) {
                for (int count = lane.batchSize(); count > 0; count--) {
                  assertThat(lane.detect(frames.subList(count, 2 * count)))
                      .extracting(BatchTest::box)
                      .containsExactlyElementsOf(cells.subList(count, 2 * count));
                }
              }
            });
  }

  /** A network that finds nothing in noise may mix pictures without this being noticed. */
  @ParameterizedTest
  @CsvSource({"four-mixed.onnx, " + LEAKING, "four-silent.onnx, " + SILENT})
  void oneThatMixesItsPicturesOrMayIsShownOne(String name, String why) {
    ModelBundle bundle = load(name);
    engines()
        .forEach(
            engine -> {
              try (Warnings warnings = Warnings.of(BatchIndependence.class);
                  OnnxDetector detector = new OnnxDetector(bundle, engine)) {
                assertThat(detector.concurrency()).isEqualTo(2);
                assertThat(warnings.texts()).containsExactly(shownOne(name, why));
                assertThat(detector.detect(frames))
                    .extracting(BatchTest::box)
                    .containsExactlyElementsOf(cells);
              }
            });
  }

  /** Leaks between any two places, in a single cell, or beside correct boxes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "four-leaking-1-into-0.onnx",
        "four-leaking-0-into-1.onnx",
        "four-leaking-0-into-2.onnx",
        "four-leaking-3-into-0.onnx",
        "four-leaking-cell.onnx",
        "four-leaking-faint.onnx"
      })
  void aLittleOfOnePictureInAnotherIsTooMuch(String name) {
    assertShown(name, 1, shownOne(name, LEAKING));
  }

  private void assertShown(String name, int pictures, String... warned) {
    ModelBundle bundle = load(name);
    engines()
        .forEach(
            engine -> {
              try (Warnings warnings = Warnings.of(BatchIndependence.class);
                  Lane lane = Lane.open(bundle, engine.withThreads(1), bundle.thresholds())) {
                assertThat(lane.batchSize()).as(engine.title()).isEqualTo(pictures);
                assertThat(warnings.texts()).containsExactly(warned);
              }
            });
  }

  /** Answers that barely depend on their own picture, or that all shift by a rounding error. */
  @ParameterizedTest
  @ValueSource(strings = {"four-faint.onnx", "four-rounded.onnx"})
  void oneThatKeepsThemApartAsFarAsItCanIsShownFour(String name) {
    assertShown(name, 4);
  }

  private static String shownOne(String name, String why) {
    return "%s takes several pictures in one run and is shown one at a time: %s"
        .formatted(name.replace(".onnx", ""), why);
  }

  /** The network finds dark areas, and black pictures fill up the run. */
  @Test
  void whatIsFoundInTheOthersIsNotThePartsWhereTheNumberOfBoxesVaries() {
    ModelBundle bundle = load("three-of-varying.onnx");
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(2));
        Scalar white = new Scalar(255, 255, 255, 0);
        Frame bright = Fixtures.painted(pool, 96, 64, new Box(0, 0, 96, 64), white)) {
      assertThat(detector.detect(List.of(frames.get(0))).get(0).detections()).isNotEmpty();
      assertThat(detector.detect(List.of(bright)).get(0).detections()).isEmpty();
    }
  }

  /** Returns the box of the only green cell found in a frame. */
  private static Box box(Findings found) {
    List<Detection> green =
        found.detections().stream().filter(one -> one.className().equals("green")).toList();
    assertThat(green).hasSize(1);
    return green.get(0).box();
  }
}
