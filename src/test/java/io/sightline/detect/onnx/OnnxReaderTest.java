package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what is read about a file's weights without keeping them. */
class OnnxReaderTest {
  @TempDir Path folder;

  /** The fixture's weights are all 127, and no other adjacent bytes in the file both are. */
  @ParameterizedTest
  @CsvSource({"127, true", "65, true", "-65, true", "-128, true", "64, false", "-64, false"})
  void weightsBeyondSevenBitsAreWide(byte weight, boolean wide) {
    byte[] file = Fixtures.bytes("cells-int8.onnx");
    int changed = 0;
    for (int i = 1; i < file.length; i++) {
      if (file[i] == 127 && (file[i - 1] == 127 || file[i - 1] == weight)) {
        file[i] = weight;
        file[i - 1] = weight;
        changed++;
      }
    }

    assertThat(changed).isGreaterThan(100);
    assertThat(OnnxReader.read(Fixtures.write(folder.resolve("m.onnx"), file)).wide())
        .isEqualTo(wide);
  }

  @Test
  void floatsAreNot() {
    assertThat(OnnxReader.read(Fixtures.copy("cells.onnx", folder)).wide()).isFalse();
  }
}
