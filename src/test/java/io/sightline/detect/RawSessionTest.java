package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the bare session that serves as a yardstick for the detector. */
class RawSessionTest {
  @TempDir Path folder;

  @Test
  void itRunsAsOftenAsAskedAndTakesTimeForIt() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    try (RawSession session = new RawSession(bundle, Fixtures.CPU)) {
      assertThat(session.secondsFor(0)).isLessThan(session.secondsFor(2000));
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
        assertThat(Math.max(1, lanes.count())).isEqualTo(detector.atOnce());
        assertThat(lanes.secondsFor(10)).isPositive();
      }
    }
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
}
