package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.detect.onnx.DetectException;
import org.junit.jupiter.api.Test;

class OutputTensorTest {
  @Test
  void tooLittleMemoryIsSaidInASentence() {
    assumeTrue(
        Runtime.getRuntime().maxMemory() < Integer.MAX_VALUE,
        "skipped: this Java has room for what is asked here");

    assertThatThrownBy(() -> OutputTensor.memory(Integer.MAX_VALUE))
        .isInstanceOf(DetectException.class)
        .hasMessageStartingWith("There is no room for 2047 MB more");
  }
}
