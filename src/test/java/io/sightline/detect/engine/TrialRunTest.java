package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import io.sightline.detect.onnx.OnnxReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a network's trial run ends, whatever the network does. */
class TrialRunTest {
  @TempDir private Path folder;

  /** Nothing ends the loading itself, but nobody has to wait for it. */
  @Test
  void aModelThatLoadsForTooLongIsNotWaitedFor() {
    Path model =
        Fixtures.write(folder.resolve("slow.onnx"), Fixtures.bytes("layouts/functions-many.onnx"));
    List<Tensor> outputs = List.of(new Tensor("output0", OnnxHeader.FLOAT32, List.of(1L, 7L, 96L)));
    assertThatThrownBy(
            () -> TrialRun.of(model, Fixtures.input(96, 64), outputs, Duration.ofMillis(300)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("slow.onnx has not answered a trial picture after 0 seconds");
  }

  @Test
  void aTrialThatNeverEndsIsEnded() {
    Path model =
        Fixtures.write(folder.resolve("endless.onnx"), Fixtures.bytes("layouts/endless.onnx"));
    ModelInput input = Fixtures.input(96, 64);
    List<Tensor> outputs = OnnxReader.read(model).outputs();
    assertThatThrownBy(() -> TrialRun.of(model, input, outputs, Duration.ofMillis(300)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("endless.onnx has not answered a trial picture after 0 seconds");
  }
}
