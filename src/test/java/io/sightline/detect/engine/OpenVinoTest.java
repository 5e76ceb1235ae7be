package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.capture.FrameSource;
import io.sightline.capture.SourceUri;
import io.sightline.capture.source.FrameSources;
import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.PaintedCells;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Detection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that OpenVINO finds what ONNX Runtime finds, or reports which networks it does not run. */
class OpenVinoTest {
  private static final Engine OPENVINO = new OpenVino(1);

  @TempDir private Path folder;
  private final FramePool pool = new FramePool();

  @BeforeAll
  static void itsLibrariesAreHere() {
    assumeTrue(
        OPENVINO.obstacle().isEmpty(),
        "skipped: OpenVINO is not here, see engines/install-openvino");
  }

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  private ModelBundle load(String name) {
    return Models.load(Fixtures.write(folder.resolve(name), Fixtures.bytes("layouts/" + name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov8",
        "yolov8-raw-heads",
        "yolov8-bytes",
        "yolov8-byte-pixels",
        "yolov8-batch-of-two",
        "yolov8-all-open",
        "yolov8-turned",
        "yolov8-segment",
        "yolov8-pose",
        "yolov8-below-zero",
        "yolov5",
        "yolox",
        "yolox-logits",
        "yolox-decoded",
        "end-to-end",
        "end-to-end-numbered",
        "end-to-end-padded",
        "detr",
        "detr-rows",
        "listed-down-first",
        "listed-tensorflow2",
        "ssd",
        "ssd-pixels",
        "ssd-centred",
        "boxes-and-scores"
      })
  void aCellIsFoundAtItsPlaceAsItsColour(String name) {
    ModelBundle bundle = load(name + ".onnx");
    assertThat(new SelfTest(bundle).refusal(OPENVINO)).isEmpty();
    assertThat(EngineChoice.of("auto", bundle).engine()).isInstanceOf(OpenVino.class);
    PaintedCells.areFound(bundle, OPENVINO, pool);
  }

  /** Other number types, answers of varying size, and inputs besides the picture. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolov8-float16",
        "end-to-end-batch",
        "detr-listed",
        "listed-bytes",
        "listed-counted-bytes"
      })
  void whatItIsNotUsedForIsSaidAndRunsOnTheProcessor(String name) {
    ModelBundle bundle = load(name + ".onnx");

    assertThatThrownBy(() -> new OnnxDetector(bundle, OPENVINO))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining(bundle.file().toString());
    EngineChoice choice = EngineChoice.of("auto", bundle);
    assertThat(choice.engine()).isInstanceOf(Engine.Cpu.class);
    assertThat(choice.refused())
        .filteredOn(EngineChoice.Refusal::runsHere)
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.engine()).isInstanceOf(OpenVino.class));
    assertThatThrownBy(() -> EngineChoice.of("openvino", bundle))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("is not used with this model");
  }

  /** Its built-in suppression leaves no box of the picture used to compare engines. */
  @Test
  void oneThatCannotBeComparedIsTakenByNameOnly() {
    ModelBundle bundle = load("end-to-end-padded-silent.onnx");

    EngineChoice choice = EngineChoice.of("auto", bundle);

    assertThat(choice.engine()).isInstanceOf(Engine.Cpu.class);
    assertThat(choice.refused())
        .filteredOn(EngineChoice.Refusal::runsHere)
        .singleElement()
        .asString()
        .contains("could not be compared");
    assertThat(EngineChoice.of("openvino", bundle).engine()).isInstanceOf(OpenVino.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"board", "board/fp32", "deeppcb/fp32"})
  void theBundledModelsFindTheSameInTheLinesBoards(String name) throws InterruptedException {
    findTheSame(name, "sim:board?seed=7&defects=1&ppm=60000", 0.03);
  }

  /** Needs real boards: on other pictures it is sure of nothing, and 8-bit rounding moves boxes. */
  @Test
  void theModelOfRealBoardsFindsTheSameInThem() throws InterruptedException {
    Path boards =
        Path.of(System.getProperty("sightline.home", "."), "../shared/data/deeppcb/images");
    assumeTrue(Files.isDirectory(boards), "skipped: the shared data is not in " + boards);

    findTheSame("deeppcb", "folder:" + boards, 0.05);
  }

  private static void findTheSame(String name, String pictures, double apart)
      throws InterruptedException {
    Path home = Path.of(System.getProperty("sightline.home", "."));
    ModelBundle bundle = Models.named(home, name);
    Thresholds low = bundle.thresholds().withConfidence(0.1);
    List<List<Detection>> ones;
    List<List<Detection>> others;
    try (OnnxDetector processor = new OnnxDetector(bundle, Fixtures.CPU, low);
        OnnxDetector openVino = new OnnxDetector(bundle, OPENVINO, low)) {
      ones = look(processor, pictures);
      others = look(openVino, pictures);
    }
    int boxes = 0;
    for (int i = 0; i < ones.size(); i++) {
      for (Detection one : sure(ones.get(i))) {
        boxes++;
        assertThat(others.get(i)).anySatisfy(two -> isSame(one, two, apart));
      }
      for (Detection two : sure(others.get(i))) {
        assertThat(ones.get(i)).anySatisfy(one -> isSame(two, one, apart));
      }
    }
    assertThat(boxes).isGreaterThan(3);
  }

  /**
   * Keeps detections that are far enough above the floor for their counterparts to be found, too.
   */
  private static List<Detection> sure(List<Detection> found) {
    return found.stream().filter(each -> each.confidence() > 0.2).toList();
  }

  private static void isSame(Detection one, Detection two, double apart) {
    assertThat(two.classId()).isEqualTo(one.classId());
    assertThat(two.box().iou(one.box())).isGreaterThan(0.97);
    assertThat(two.confidence()).isCloseTo(one.confidence(), within(apart));
  }

  private static List<List<Detection>> look(OnnxDetector detector, String pictures)
      throws InterruptedException {
    List<List<Detection>> found = new ArrayList<>();
    try (FramePool frames = new FramePool();
        FrameSource source = FrameSources.open(SourceUri.parse(pictures), frames)) {
      for (int i = 0; i < 4; i++) {
        try (Frame frame = source.next().orElseThrow()) {
          found.add(detector.detect(List.of(frame)).get(0).detections());
        }
      }
    }
    return found;
  }

  @Test
  void framesThatWaitAreLookedAtSideBySide() {
    ModelBundle bundle = load("yolov8.onnx");
    try (OnnxDetector detector = new OnnxDetector(bundle, new OpenVino(2))) {
      assertThat(detector.concurrency()).isEqualTo(2);
      assertThat(detector.version().engine()).isEqualTo("openvino");
    }
  }

  @Test
  void aDamagedFileIsRefusedInOneSentence() {
    Path file = Fixtures.copy("cells.onnx", folder);
    ModelBundle bundle = Models.load(file);
    Fixtures.write(file, new byte[] {8, 1, 2, 3});

    // Bypasses the detector, which would first check that the file is unchanged.
    assertThatThrownBy(() -> Session.open(bundle, OPENVINO))
        .isInstanceOf(DetectException.class)
        .hasMessageStartingWith("OpenVINO cannot load the model " + file)
        .hasMessageNotContaining("\n");
  }
}
