package io.sightline.detect.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how a model's classes are named: by its metadata or by a file next to it. */
class ModelClassNamesTest {
  @TempDir private Path folder;

  private Path yolox() {
    return Fixtures.write(folder.resolve("yolox.onnx"), Fixtures.bytes("layouts/yolox.onnx"));
  }

  private static List<String> names(String text) {
    return ModelClassNames.parse(text, Path.of("model.onnx"));
  }

  @Test
  void namesThatCannotBeReadAreToldWithTheirFile() {
    assertThatThrownBy(() -> names("{0: 'red', 2: 'blue'}"))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("model.onnx has \"names\" that are neither")
        .hasMessageContaining("without a gap");
  }

  /** Names that some exporters leave empty, or that cannot be read, come from the file. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{}", " [ ] ", "red,green,blue", "{1: 'red', 2: 'green', 3: 'blue'}"})
  void whereTheMetadataDoesNotSayThemTheFileBesideDoes(String names) {
    Path model = yolox();
    OnnxHeader header =
        new OnnxHeader(
            List.of(),
            List.of(),
            Map.of("names", names),
            List.of(),
            false,
            false,
            false,
            false,
            "",
            0,
            "");
    Fixtures.write(folder.resolve("yolox.names"), "rot\ngelb\n".getBytes(StandardCharsets.UTF_8));

    assertThat(ModelClassNames.of(header, model, new ArrayList<>()))
        .contains(List.of("rot", "gelb"));
  }

  @Test
  void namesThatAreNumbersAreNames() {
    assertThat(names("{0: 0, 1: 1}")).containsExactly("0", "1");
    assertThat(names("[7, 'eight']")).containsExactly("7", "eight");
  }

  @Test
  void namesThatAreNotAsciiAreReadAsTheirExportersWriteThem() {
    assertThat(names("{\"0\": \"Fu\\u00dfg\\u00e4nger\", \"1\": \"\\ud83d\\ude00\"}"))
        .containsExactly("Fußgänger", "😀");
    assertThat(names("['Stra\\xdfe', 'it\\'s', '\\U0001f600', 'a\\\\b']"))
        .containsExactly("Straße", "it's", "😀", "a\\b");
    Path model = yolox();
    Fixtures.write(
        folder.resolve("yolox.names"),
        "\ufeffrot\r\ngrün\r\nblau\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Models.load(model).classes()).containsExactly("rot", "grün", "blau");
  }

  /** Encodings written by Windows PowerShell and by older editors. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "windows-1252"})
  void namesBesideTheModelAreReadAsThoseOfADataSetAre(String charset) throws IOException {
    Path model = yolox();
    Fixtures.write(folder.resolve("yolox.names"), "rot\ngrün\nblau\n".getBytes(charset));
    assertThat(Models.load(model).classes()).containsExactly("rot", "grün", "blau");
  }

  @Test
  void aNameAsLongAsABookIsReadToItsEnd() {
    String book = "red ".repeat(50_000);
    assertThat(names("['" + book + "']")).containsExactly(book);
    assertThat(names("{0: \"" + book + "\"}")).containsExactly(book);
  }

  @ParameterizedTest
  @ValueSource(strings = {"red\n\nblue\n", "red\ngreen\n"})
  void aWrongFileOfNamesIsRefused(String names) {
    Path model = yolox();
    Fixtures.write(folder.resolve("yolox.names"), names.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Models.load(model)).isInstanceOf(DetectException.class);
  }
}
