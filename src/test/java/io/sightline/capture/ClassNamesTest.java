package io.sightline.capture;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which class has which number: an offset of one gives every label another class. */
class ClassNamesTest {
  @TempDir Path temporary;

  private Path put(String name, String content) throws IOException {
    return put(name, content, UTF_8);
  }

  private Path put(String name, String content, Charset charset) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content.getBytes(charset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names: ['scratch, deep', no, 1]",
        "names:\n- 'scratch, deep'\n- no\n- 1\n",
        "names: {0: 'scratch, deep', 1: no, 2: 1}",
        "names:\n  2: 1 # one\n  '0': \"scratch, deep\"\n  1: no\nnc: 3\n",
        "{\"names\": [\"scratch, deep\", \"no\", \"1\"], \"nc\": 3}",
        "x: &n [\"scratch, deep\", no, 1]\nnames: *n\n",
        "\uFEFFnames: ['scratch, deep', no, 1]",
      })
  void namesStayTheWordsThatTheyAre(String yaml) throws IOException {
    put("data.yaml", yaml);
    assertThat(ClassNames.of(temporary).names())
        .containsExactlyInAnyOrderEntriesOf(Map.of(0, "scratch, deep", 1, "no", 2, "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "classes.txt, 'crack\n\n dent \n\n'",
    "classes.txt, 'crack\r\n\t\r\ndent'",
    "data.yaml, 'names: [crack, '''', dent]'",
    "data.yaml, 'names:\n- crack\n-\n- dent'",
    "data.yaml, 'names: {0: crack, 1: , 2: dent}'"
  })
  void aBlankEntryKeepsItsNumber(String file, String content) throws IOException {
    put(file, content);
    assertThat(ClassNames.of(temporary).names())
        .containsExactlyInAnyOrderEntriesOf(Map.of(0, "crack", 2, "dent"));
    assertThat(ClassNames.of(temporary).name(1)).isEmpty();
  }

  @Test
  void aBlankFirstLineIsClassZero() throws IOException {
    put("classes.txt", "\ncrack\n");
    assertThat(ClassNames.of(temporary).names()).isEqualTo(Map.of(1, "crack"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16"})
  void whateverTheEditorSavedIn(String charset) throws IOException {
    put("classes.txt", "Kratzer groß\nRiß\n", Charset.forName(charset));
    assertThat(ClassNames.of(temporary).names()).isEqualTo(Map.of(0, "Kratzer groß", 1, "Riß"));
    Files.delete(temporary.resolve("classes.txt"));
    put("data.yaml", "names: [Kratzer groß, Riß]", Charset.forName(charset));
    assertThat(ClassNames.of(temporary).names()).isEqualTo(Map.of(0, "Kratzer groß", 1, "Riß"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    put("classes.txt", "\uFEFFcrack\ndent\n");
    assertThat(ClassNames.of(temporary).name(0)).isEqualTo("crack");
  }

  @Test
  void anyOtherYamlWithNamesServesWhereTheUsualOnesAreMissing() throws IOException {
    Path set = temporary.resolve("set");
    put("set/hyp.yaml", "lr0: 0.01\n");
    put("set/broken.yaml", "lr0: [\n");
    put("set/stranger.yaml", "spec:\n  names:\n    kind: X\n---\nspec: 2\n");
    put("set/pcb.yml", "names: [crack, dent]\n");
    ClassNames names = ClassNames.of(set);
    assertThat(names.names()).isEqualTo(Map.of(0, "crack", 1, "dent"));
    assertThat(names.origin()).isEqualTo(set.resolve("pcb.yml").toString());
    put("data.yaml", "names: [dent]\n");
    assertThat(ClassNames.of(set).names()).as("the usual one").isEqualTo(Map.of(0, "dent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.yaml", "set/data.yaml", "set/labels/data.yaml"})
  void twoUsualFilesThatDisagreeAreRefused(String other) throws IOException {
    Path set = temporary.resolve("set");
    Path classes = put("set/classes.txt", "crack\ndent\n");
    Path yaml = put(other, "names: [crack, dent]\n");
    assertThat(ClassNames.of(set).names()).isEqualTo(Map.of(0, "crack", 1, "dent"));
    put(other, "names: [dent, crack]\n");
    assertThatThrownBy(() -> ClassNames.of(set))
        .isInstanceOf(CaptureException.class)
        .hasMessage(
            "%s and %s name the classes differently: remove the wrong one, or move the set out of that folder where the other is not its own"
                .formatted(classes, yaml));
    try (Warnings warnings = Warnings.of(ClassNames.class)) {
      assertThat(ClassNames.ofAsFarAsUnderstood(set).name(0)).isEqualTo("crack");
      assertThat(warnings.texts()).singleElement().asString().contains("differently");
    }
  }

  @Test
  void ofSeveralThatDifferTheOneCalledAsTheSetIsTakenOrNone() throws IOException {
    put("pcb.yaml", "names: [crack, dent]\n");
    put("steel.yaml", "names: [scale]\n");
    assertThat(ClassNames.of(temporary.resolve("steel")).names()).isEqualTo(Map.of(0, "scale"));
    assertThatThrownBy(() -> ClassNames.of(temporary.resolve("wood")))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("pcb.yaml and ")
        .hasMessageContaining("steel.yaml name the classes differently");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.yaml|names: [crack, dent|line 1, column ",
        "data.yaml|names: crack|neither a list nor names by number",
        "data.yaml|names: {crack: 0}|a \"crack\" where the number of a class is expected",
        "data.yaml|names: {-1: crack}|\"-1\" where the number",
        "data.yaml|names: {0: crack, 0: dent}|line 1, column ",
        "data.yaml|names: {0: crack, 00: dent}|twice",
        "data.yaml|names: [[crack]]|class 0 is more than a word",
        "data.yaml|{names: [crack], kpt_shape: [2, 4]}|its kpt_shape is not [points, 2 or 3]",
        "data.yaml|names: !!java.net.URL [x]|is not understood: ",
        "other.yml|names: [crack, dent|line 1, column ",
        "other.yaml|{nc: 2, \"names\": [crack, dent}|line 1, column "
      })
  void namesThatAreNotUnderstoodAreRefused(String name, String yaml, String why)
      throws IOException {
    Path file = put(name, yaml);
    assertThatThrownBy(() -> ClassNames.of(temporary))
        .isInstanceOf(CaptureException.class)
        .message()
        .startsWith("The class list " + file)
        .contains(why)
        .doesNotContain("\n");
  }

  @Test
  void noFileIsTooClever() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append(String.join(", ", List.of("*a" + (i - 1), "*a" + (i - 1), "*a" + (i - 1))));
      bomb.append("]\n");
    }
    for (String yaml :
        List.of(
            bomb + "names: *a39\n",
            "names: " + "[".repeat(100_000),
            "names: \n" + "- ".repeat(100_000),
            "names: [x]\n#" + " ".repeat(2 << 20))) {
      put("data.yaml", yaml);
      assertThatThrownBy(() -> ClassNames.of(temporary))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("data.yaml");
    }
    Files.delete(temporary.resolve("data.yaml"));
    put("classes.txt", "crack", UTF_16LE); // without a byte order mark
    assertThatThrownBy(() -> ClassNames.of(temporary))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("it is no text");
  }
}
