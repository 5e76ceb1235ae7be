package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine is taken, and what is said of those that cannot run. */
class EngineTest {
  @TempDir private Path folder;

  @Test
  void theProcessorCanAlwaysBeAskedFor() {
    assertThat(Engine.named("cpu")).isEqualTo(Engine.Cpu.ofThisMachine());
    assertThat(Engine.named("CPU").obstacle()).isEmpty();
  }

  /** This machine's ONNX Runtime is the one for the processor alone: none of these is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"cuda", "tensorrt", "qnn"})
  void anEngineThatThisOnnxRuntimeIsBuiltWithoutSaysWhatToDo(String name) {
    assertThatThrownBy(() -> Engine.named(name))
        .isInstanceOf(DetectException.class)
        .hasMessageStartingWith("The engine \"" + name + "\" cannot run here: ")
        .hasMessageContaining("built without it")
        .hasMessageContaining(Path.of("engines", "onnxruntime").toString());
  }

  @ParameterizedTest
  @CsvSource({"coreml, mac, macOS", "directml, windows, Windows"})
  void anEngineOfAnotherSystemNamesTheSystem(String name, String system, String title) {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains(system)) {
      assertThatThrownBy(() -> Engine.named(name))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("it needs " + title);
    }
  }

  /** What ONNX Runtime's build for GPUs said on a machine without CUDA. */
  @Test
  void aMissingLibraryIsNamedWithoutOnnxRuntimesSourceFiles() {
    String said =
        "/onnxruntime_src/core/session/provider_bridge_ort.cc:1988 ProviderLibrary::Get() FAIL :"
            + " Failed to load library /a/libonnxruntime_providers_cuda.so with error:"
            + " libcublasLt.so.12: cannot open shared object file: No such file or directory";

    assertThat(Accelerator.missingLibrary(said).orElseThrow())
        .startsWith("the library libcublasLt.so.12 is missing; install NVIDIA's CUDA 12")
        .doesNotContain(".cc");
    assertThat(Accelerator.missingLibrary("CUDA failure 35: driver too old")).isEmpty();
  }

  @Test
  void anUnknownEngineIsAnErrorThatNamesTheKnownOnes() {
    assertThatThrownBy(() -> Engine.named("abacus"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("\"abacus\"")
        .hasMessageContaining("auto, tensorrt, cuda")
        .hasMessageContaining("cpu");
  }

  @Test
  void theFastestKindComesFirstAndTheProcessorLast() {
    assertThat(Engine.all())
        .extracting(Engine::key)
        .doesNotHaveDuplicates()
        .startsWith("tensorrt", "cuda")
        .endsWith("openvino", "cpu");
  }

  @Test
  void autoTakesTheFirstThatCanRunAndSaysWhyNotTheOthers() {
    ModelBundle bundle = ModelBundle.load(Fixtures.copy("cells.onnx", folder));

    EngineChoice choice = EngineChoice.of("auto", bundle);

    Engine expected =
        Engine.all().stream().filter(engine -> engine.obstacle().isEmpty()).findFirst().get();
    assertThat(choice.engine()).isEqualTo(expected);
    assertThat(choice.refused())
        .hasSize(Engine.all().indexOf(expected))
        .allSatisfy(refusal -> assertThat(refusal.reason()).isNotBlank())
        .noneMatch(EngineChoice.Refusal::runsHere);
  }

  @Test
  void anEngineAskedForByNameIsTakenWithoutOthers() {
    ModelBundle bundle = ModelBundle.load(Fixtures.copy("cells.onnx", folder));

    assertThat(EngineChoice.of("cpu", bundle).refused()).isEmpty();
    assertThatThrownBy(() -> EngineChoice.of("qnn", bundle)).isInstanceOf(DetectException.class);
  }

  @Test
  void noEngineHereBuildsItselfForMinutes() {
    ModelBundle bundle = ModelBundle.load(Fixtures.copy("cells.onnx", folder));

    assertThat(EngineChoice.buildsFirst("cpu", bundle)).isFalse();
    assertThat(EngineChoice.buildsFirst("auto", bundle)).isFalse();
  }
}
