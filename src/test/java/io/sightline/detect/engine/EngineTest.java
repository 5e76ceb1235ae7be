package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.onnx.DetectException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which engine is chosen, and what is reported about those that cannot run. */
class EngineTest {
  @TempDir private Path folder;

  @Test
  void theProcessorCanAlwaysBeAskedFor() {
    assertThat(Engine.named("cpu")).isEqualTo(Engine.Cpu.ofThisMachine());
    assertThat(Engine.named("CPU").obstacle()).isEmpty();
  }

  /** The tests use ONNX Runtime's CPU-only build, which contains none of these. */
  @ParameterizedTest
  @ValueSource(strings = {"cuda", "tensorrt", "qnn"})
  void anEngineThatThisOnnxRuntimeIsBuiltWithoutSaysWhatToDo(String name) {
    assertThatThrownBy(() -> Engine.named(name))
        .isInstanceOf(DetectException.class)
        .hasMessageStartingWith("The engine \"" + name + "\" cannot run here: ")
        .hasMessageContaining("built without it")
        .hasMessageContaining(Path.of("engines", "onnxruntime").toString());
  }

  /** The variable brings a package for x86-64 Linux; Windows' launcher does not know it. */
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, true",
    "Linux, aarch64, false",
    "Windows 11, amd64, false",
    "Mac OS X, aarch64, false"
  })
  void theVariableForNvidiasEnginesIsNamedWhereItBringsThem(
      String system, String processor, boolean brings) {
    assertThat(OnnxRuntime.environment()).as("loaded as the machine it is").isNotNull();
    String usualSystem = System.setProperty("os.name", system);
    String usualProcessor = System.setProperty("os.arch", processor);
    try {
      assertThat(Engine.called("cuda").obstacle().orElseThrow().reason())
          .contains("built without it")
          .matches(why -> why.contains("SIGHTLINE_GPU") == brings);
    } finally {
      System.setProperty("os.name", usualSystem);
      System.setProperty("os.arch", usualProcessor);
    }
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

  /** DJL's TensorRT 8 engine is in every build, but this machine lacks what it needs. */
  @Test
  void theEngineForAnOlderTensorRtSaysWhatThisMachineMisses() {
    Engine engine = new TensorRt8();
    assumeTrue(engine.obstacle().isPresent(), "skipped: this machine has TensorRT 8");

    assertThatThrownBy(() -> Engine.named("tensorrt8"))
        .isInstanceOf(DetectException.class)
        .hasMessageMatching(
            "The engine \"tensorrt8\" cannot run here: (it needs Linux .*|there is no NVIDIA driver"
                + " .*|the library \\S+ is missing; install NVIDIA's TensorRT 8 .*)");
  }

  /** Loading must report missing libraries, too, in case {@code obstacle()} overlooks them. */
  @Test
  void anOlderTensorRtThatDoesNotLoadIsARefusalNotACrash() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    assumeTrue(new TensorRt8().obstacle().isPresent(), "skipped: this machine has TensorRT 8");

    assertThatThrownBy(() -> TensorRt8Session.open(bundle))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("TensorRT 8 cannot be loaded on this machine")
        .hasMessageContaining("libnv");
  }

  @Test
  void theLinkersWordOnAMissingLibraryOfTensorRtBecomesWhatToInstall() {
    String said =
        "Unable to load library 'libnvparsers.so.8':\n"
            + "libnvinfer.so.8: cannot open shared object file: No such file or directory";

    assertThat(Nvidia.missingLibrary(said, library -> "NVIDIA's TensorRT 8").orElseThrow())
        .startsWith("the library libnvinfer.so.8 is missing; install NVIDIA's TensorRT 8,");
    assertThat(Nvidia.linkError("libnobodyhasthis.so.8").orElseThrow())
        .contains("libnobodyhasthis.so.8");
  }

  /** Uses the error of ONNX Runtime's GPU build on a machine without CUDA. */
  @Test
  void aMissingLibraryIsNamedWithoutOnnxRuntimesSourceFiles() {
    String said =
        "/onnxruntime_src/core/session/provider_bridge_ort.cc:1988 ProviderLibrary::Get() FAIL :"
            + " Failed to load library /a/libonnxruntime_providers_cuda.so with error:"
            + " libcublasLt.so.12: cannot open shared object file: No such file or directory";

    assertThat(Accelerator.worded(said))
        .isEqualTo(
            Obstacle.lack(
                "the library libcublasLt.so.12 is missing; install NVIDIA's CUDA 12 and cuDNN (TensorRT"
                    + " as well for its engine), and start Sightline with their folder in the library path"));
    assertThat(Accelerator.worded("CUDA failure 35: driver too old"))
        .satisfies(failure -> assertThat(failure.isFault()).isTrue())
        .satisfies(failure -> assertThat(failure.reason()).contains("driver is too old for this"));
    assertThat(Accelerator.worded("something else")).isEqualTo(Obstacle.lack("something else"));
  }

  /** Builds of ONNX Runtime want different ones, and libcurand counts for itself. */
  @ParameterizedTest
  @CsvSource({
    "libcublasLt.so.13, CUDA 13 and cuDNN (TensorRT as",
    "libcudart.so.11.0, CUDA 11 and cuDNN (TensorRT as",
    "libcurand.so.10, CUDA and cuDNN (TensorRT as",
    "libcudnn_graph.so.9, CUDA and cuDNN 9 (TensorRT as",
    "libnvinfer.so.10, CUDA and cuDNN (TensorRT 10 as",
    "libcudnn.so, CUDA and cuDNN (TensorRT as"
  })
  void whatIsToBeInstalledIsOfTheVersionThatTheMissingLibraryNames(String library, String wanted) {
    String said = library + ": cannot open shared object file: No such file or directory";

    assertThat(Accelerator.worded(said).reason())
        .startsWith("the library " + library + " is missing; install NVIDIA's " + wanted);
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
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

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
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    assertThat(EngineChoice.of("cpu", bundle).refused()).isEmpty();
    assertThatThrownBy(() -> EngineChoice.of("qnn", bundle)).isInstanceOf(DetectException.class);
  }

  @Test
  void noEngineHereBuildsItselfForMinutes() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));

    assertThat(EngineChoice.buildsFirst("cpu", bundle)).isFalse();
    assertThat(EngineChoice.buildsFirst("auto", bundle)).isFalse();
  }
}
