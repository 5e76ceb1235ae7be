package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the bare session that serves as a yardstick for the detector. */
class RawSessionTest {
  @TempDir Path folder;

  @Test
  void itIsShownAsManyPicturesAsAsked() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    try (RawSession session = new RawSession(bundle, Fixtures.CPU)) {
      for (int pictures : new int[] {0, 1, 7}) {
        long before = session.shown();
        session.secondsFor(pictures);
        assertThat(session.shown() - before).isEqualTo(pictures);
      }
    }
  }

  /** A run of a fixed batch takes as long for one picture as for all, and a detector fills it. */
  @Test
  void ofAFixedBatchEveryRunIsAFullOne() {
    try (RawSession session = new RawSession(four(), Fixtures.CPU)) {
      session.secondsFor(12);
      assertThat(session.shown()).isEqualTo(12);
      session.secondsFor(13);
      assertThat(session.shown()).isEqualTo(12 + 16);
    }
  }

  @Test
  void thereAreAsManySideBySideAsADetectorHasLanes() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    for (int threads = 1; threads <= 5; threads++) {
      Engine engine = new Engine.Cpu(threads);
      try (RawSession whole = new RawSession(bundle, engine);
          RawLanes lanes = new RawLanes(bundle, engine, whole);
          OnnxDetector detector = new OnnxDetector(bundle, engine)) {
        assertThat(Math.max(1, lanes.count())).isEqualTo(detector.concurrency());
        lanes.secondsFor(10);
        assertThat(lanes.shown()).isEqualTo(lanes.count() == 0 ? 0 : 10);
      }
    }
  }

  @Test
  void sideBySideEachRunsAsManyPicturesAsItTakes() {
    ModelBundle bundle = four();
    Engine engine = new Engine.Cpu(2);
    try (RawSession whole = new RawSession(bundle, engine);
        RawLanes lanes = new RawLanes(bundle, engine, whole)) {
      assertThat(lanes.count()).isEqualTo(2);
      lanes.secondsFor(12);
      assertThat(lanes.shown()).isEqualTo(12);
      lanes.secondsFor(13);
      assertThat(lanes.shown()).as("the last run is a full one").isEqualTo(12 + 16);
    }
  }

  private ModelBundle four() {
    return Models.load(
        Fixtures.write(folder.resolve("four.onnx"), Fixtures.bytes("batches/four.onnx")));
  }

  @Test
  void anEngineThatCannotRunIsAnError() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    List<Engine> others =
        Engine.all().stream().filter(engine -> engine.obstacle().isPresent()).toList();
    assertThat(others).isNotEmpty();
    for (Engine engine : others) {
      assertThatThrownBy(() -> new RawSession(bundle, engine))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining(engine.key());
      assertThatThrownBy(() -> new OnnxDetector(bundle, engine))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining(engine.key());
    }
  }

  @Test
  void theTimeToldLiesWithinTheTimeThatPassed() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    Engine engine = new Engine.Cpu(2);
    try (RawSession whole = new RawSession(bundle, engine);
        RawLanes lanes = new RawLanes(bundle, engine, whole)) {
      assertThat(lanes.count()).isEqualTo(2);
      for (IntToDoubleFunction secondsFor :
          List.<IntToDoubleFunction>of(whole::secondsFor, lanes::secondsFor)) {
        long start = System.nanoTime();
        double told = secondsFor.applyAsDouble(20);
        assertThat(told).isPositive().isLessThanOrEqualTo((System.nanoTime() - start) / 1e9);
      }
    }
  }
}
