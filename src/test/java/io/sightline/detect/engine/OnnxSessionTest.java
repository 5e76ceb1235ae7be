package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how many pictures a session of ONNX Runtime has room for. */
class OnnxSessionTest {
  @TempDir private Path folder;

  private ModelBundle load(String name) {
    return Models.load(Fixtures.write(folder.resolve("model.onnx"), Fixtures.bytes(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"any.onnx", "any-in-halves.onnx"})
  void oneThatTakesAnyNumberIsShownOneOrSoMany(String name) {
    ModelBundle bundle = load("batches/" + name);
    try (OnnxSession session = OnnxSession.open(bundle, new Engine.Cpu(1), 4)) {
      assertThat(session.batchSize()).isEqualTo(4);
      assertThat(BatchIndependence.count(session, bundle)).isEqualTo(4);
      assertThat(session.shapes().get(0)).as("of one").containsExactly(1L, 7L, 96L);
    }
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(2))) {
      assertThat(detector.concurrency()).as("on a processor, a lane each").isEqualTo(2);
    }
  }

  /** The exporter fixed a batch size of one somewhere in this graph. */
  @Test
  void oneThatFailsWithSeveralIsShownOne() {
    ModelBundle bundle = load("layouts/yolov8-all-open.onnx");
    try (OnnxSession session = OnnxSession.open(bundle, new Engine.Cpu(1), 4)) {
      assertThat(session.batchSize()).isEqualTo(1);
      session.run();
    }
  }

  /** Batches pay off on a graphics card, but not on the CPU's cores. */
  @Test
  void onlyNvidiasEnginesAreShownSeveralWhereAnyNumberIsTaken() {
    assertThat(Stream.of(Accelerator.values()).filter(engine -> engine.batch() > 1))
        .containsExactly(Accelerator.TENSORRT, Accelerator.CUDA);
    assertThat(new Engine.Cpu(8).batch()).isEqualTo(1);
  }
}
