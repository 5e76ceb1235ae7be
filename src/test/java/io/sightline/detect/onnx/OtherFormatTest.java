package io.sightline.detect.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that files of other formats are called by their names, with what to do about them. */
class OtherFormatTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "PK\\3\\4, 'PyTorch', checkpoint: a YOLO with \"yolo export model=best.pt format=onnx\"",
    "\\34\\0\\0\\0TFL3, a TensorFlow Lite model, export it as ONNX from what it was made of",
    "\\34\\0\\0\\0ORTM, ORT format, name the ONNX file that it was made of",
    "ftrt, a TensorRT engine, name the ONNX file that it was made of",
    "<?xml version=\"1.0\"?>, OpenVINO, name the ONNX file",
    "<!DOCTYPE html>, a web page, download the model again",
    "<HTML>, a web page, download the model again",
    "\\37\\213\\10, compressed with gzip, unpack it",
    "version https://git-lfs.github.com/spec/v1, a Git LFS pointer, fetch it with \"git lfs pull\""
  })
  void anotherFormatIsNamed(String start, String name, String advice) {
    byte[] content =
        (start.translateEscapes() + " and more of it").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Fixtures.write(folder.resolve("best.pt"), content);
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("best.pt is ")
        .hasMessageContaining(name)
        .hasMessageContaining(advice);
  }

  @Test
  void aFileThatEndsAtOnceIsRefusedWithItsReason() {
    Path file = Fixtures.write(folder.resolve("one.onnx"), new byte[] {8});
    assertThatThrownBy(() -> OnnxReader.read(file))
        .isInstanceOf(DetectException.class)
        .hasMessageEndingWith("one.onnx is not an ONNX model (it ends within a field, at byte 1)");
  }
}
