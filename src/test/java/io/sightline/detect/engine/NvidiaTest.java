package io.sightline.detect.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.OperatingSystem;
import io.sightline.detect.Fixtures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what is said of a GPU that its driver cannot use. */
class NvidiaTest {
  @ParameterizedTest
  @CsvSource({
    "35, is too old for this ONNX Runtime; install a newer driver",
    "100, sees no GPU; check that it",
    "803, is not the one that is installed",
    "999, cannot use the GPU (CUDA error 999); restart this computer"
  })
  void anErrorOfCudasBecomesWhatToDo(int code, String says) {
    String reason =
        "Failed to parse provider option \"device_id\": CUDA failure " + code + ": a text";

    assertThat(Nvidia.failure(reason).orElseThrow())
        .startsWith("the NVIDIA driver ")
        .contains(says)
        .doesNotContain("device_id");
  }

  @Test
  void otherErrorsAreLeftAsTheyAre() {
    assertThat(Nvidia.failure("libcublas.so.12: cannot open shared object file")).isEmpty();
  }

  /** Every driver of a generation of CUDA runs what is built for any of it. */
  @Test
  void aDriverOfAnOlderGenerationOfCudaIsTooOld() {
    assertThat(Nvidia.tooOld(11040, 12).orElseThrow())
        .startsWith("the NVIDIA driver is too old: it knows CUDA up to 11.4, this ONNX Runtime is")
        .contains("built for CUDA 12; install a newer driver");
    assertThat(Nvidia.tooOld(12000, 12)).isEmpty();
    assertThat(Nvidia.tooOld(13010, 12)).isEmpty();
    assertThat(Nvidia.tooOld(0, 12)).as("unknown").isEmpty();
  }

  @Test
  void aLibrarysFileTellsWhatItNeeds() throws IOException {
    assumeTrue(
        OperatingSystem.current() == OperatingSystem.LINUX,
        "skipped: libraries of this system are no ELF files");
    assertThat(OnnxRuntime.environment()).isNotNull();
    Path folder = Path.of(System.getProperty("onnxruntime.native.path", "nowhere"));

    assertThat(ElfFile.names(folder.resolve("libonnxruntime.so"))).contains("libc.so.6");
    assertThat(ElfFile.names(Path.of("pom.xml"))).isEmpty();
    assertThat(NativeFolder.cuda()).as("in the usual build").isEmpty();
  }

  @Test
  void theLibraryOfItsEnginesTellsForWhichCudaAnOnnxRuntimeIsBuilt(@TempDir Path folder) {
    Path library = folder.resolve(System.mapLibraryName("onnxruntime_providers_cuda"));
    Fixtures.write(library, needing("libcudnn.so.9", "libcudart.so.12", "libc.so.6"));
    assertThat(NativeFolder.cuda(folder)).hasValue(12);

    Fixtures.write(library, needing("libcudnn.so.9", "libc.so.6"));
    assertThat(NativeFolder.cuda(folder)).as("another's").isEmpty();
  }

  /** A library with nothing but the names of those that it needs. */
  private static byte[] needing(String... names) {
    byte[] all = ("\0" + String.join("\0", names) + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(128 + all.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x464c457f).put(4, (byte) 2); // ELF, 64 bits
    file.putLong(0x28, 64).putShort(0x3a, (short) 64).putShort(0x3c, (short) 1); // one section
    file.putInt(64 + 4, 3).putLong(64 + 8, 2); // of strings, loaded
    file.putLong(64 + 0x18, 128).putLong(64 + 0x20, all.length).put(128, all);
    return file.array();
  }
}
