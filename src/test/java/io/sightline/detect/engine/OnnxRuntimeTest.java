package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that ONNX Runtime's native libraries send nothing to their vendor, and what it is asked
 * for.
 */
class OnnxRuntimeTest {
  @ParameterizedTest
  @ValueSource(strings = {"linux-x64", "linux-aarch64", "osx-aarch64"})
  void theNativeLibraryKnowsNobodyToReportTo(String platform) throws IOException {
    String suffix = platform.startsWith("osx") ? "dylib" : "so";
    String name = "/ai/onnxruntime/native/" + platform + "/libonnxruntime." + suffix;
    try (InputStream in =
        Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream(name), name)) {
      String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(library.contains("events.data.microsoft.com"))
          .as("an address of Microsoft's in " + name)
          .isFalse();
    }
  }

  @Test
  void djlIsOfflineOnceTheEnvironmentIsThere() {
    assertThat(OnnxRuntime.environment()).isNotNull();
    assertThat(Utils.isOfflineMode()).isTrue();
    assertThat(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  /** A CPU with VNNI answers the same either way: only the option shows it. */
  @Test
  void wideWeightsAreComputedWithExactly() throws OrtException {
    assertThat(OnnxRuntime.environment()).isNotNull();
    try (SessionOptions wide = OnnxRuntime.options(new Weights("wide", false, true));
        SessionOptions narrow = OnnxRuntime.options(new Weights("narrow", true, false))) {
      assertThat(wide.getConfigEntries()).containsEntry("session.x64quantprecision", "1");
      assertThat(narrow.getConfigEntries()).doesNotContainKey("session.x64quantprecision");
    }
  }

  @Test
  void aReasonOfAnyLengthIsTold() {
    String places = "a".repeat(100_000);
    OrtException failure =
        new OrtException("/src/graph.cc:12 void f(" + places + ") no such operator");
    assertThat(OnnxRuntime.reason(failure)).isEqualTo(" no such operator");
  }

  /** CUDA's errors name the computer, and end in sources and a call of theirs. */
  @Test
  void aReasonOfCudasEndsWithItsError() {
    OrtException failure =
        new OrtException(
            "CUDA failure 999: unknown error ; GPU=-1 ; hostname=line3 ;"
                + " file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider_info.cc"
                + " ; line=69 ; expr=cudaGetDeviceCount(&num_devices); ");

    assertThat(OnnxRuntime.reason(failure)).isEqualTo("CUDA failure 999: unknown error");
  }

  @Test
  void itsLibrariesAreUnpackedOnceAndNotAtEveryStart() {
    assertThat(OnnxRuntime.environment()).isNotNull();
    Path folder = Path.of(System.getProperty("onnxruntime.native.path", "nowhere"));
    assertThat(folder.resolve(System.mapLibraryName("onnxruntime"))).isNotEmptyFile();
    assertThat(folder.resolve(System.mapLibraryName("onnxruntime4j_jni"))).isNotEmptyFile();
    // One folder per version: an update never meets an old library.
    assertThat(folder.toString()).contains(OnnxRuntime.environment().getVersion());
  }
}
