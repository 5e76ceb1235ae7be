package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine is taken, and what is said of those that cannot run. */
class EngineTest {
  @Test
  void theProcessorCanAlwaysBeAskedFor() {
    assertThat(Engine.choose("cpu")).isEqualTo(Engine.Cpu.ofThisMachine());
    assertThat(Engine.choose("CPU").obstacle()).isEmpty();
    assertThat(Engine.choose("auto").key()).isEqualTo("cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "tensorrt", "openvino", "coreml", "directml", "qnn"})
  void anEngineAskedForByNameThatCannotRunIsAnErrorWithTheReason(String name) {
    assertThatThrownBy(() -> Engine.choose(name))
        .isInstanceOf(DetectException.class)
        .hasMessageStartingWith("The engine \"" + name + "\" cannot run here: it needs ")
        .hasMessageContaining("use --engine cpu");
  }

  @Test
  void anUnknownEngineIsAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Engine.choose("abacus"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("\"abacus\"")
        .hasMessageContaining("auto, tensorrt, cuda")
        .hasMessageContaining("cpu");
  }

  @Test
  void everyEngineIsListedWithItsObstacle() {
    assertThat(Engine.all()).extracting(Engine::key).doesNotHaveDuplicates().endsWith("cpu");
    assertThat(Engine.all())
        .filteredOn(engine -> engine.obstacle().isEmpty())
        .extracting(Engine::key)
        .containsExactly("cpu");
  }
}
