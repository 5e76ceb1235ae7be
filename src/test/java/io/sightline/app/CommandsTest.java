package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, a contract that other programs rely on. */
@Timeout(120)
class CommandsTest {

  @TempDir private Path directory;

  @Test
  void inspectStoresReportsAndAgreesWithItself() throws IOException {
    Path data = directory.resolve("Daten ü");
    Path csv = directory.resolve("Bericht ü 1.csv");

    CommandLineRun run =
        CommandLineRun.of(
            "inspect",
            "sim:board?seed=77&defects=0.5",
            "--parts",
            12,
            "--data",
            data,
            "--csv",
            csv,
            "--lot",
            "Lös 7",
            "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.json())
        .containsKeys("latency_ms", "inference_ms", "engine", "model", "accuracy", "escapes")
        .containsEntry("reconciled", true);
    assertThat(run.number("parts")).isEqualTo(12);
    assertThat(run.number("pass") + run.number("fail")).isEqualTo(12);
    assertThat(run.number("missed")).isZero();
    assertThat(run.number("frames_alive")).isZero();
    assertThat(Files.readAllLines(csv)).hasSize(13);
    assertThat(Files.readString(csv)).contains(",Lös 7,");
  }

  @Test
  void aLanguageWithOtherDigitsChangesNoNumber() throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat("%d".formatted(7)).as("what is tried").isEqualTo("٧");
      Path csv = directory.resolve("report.csv");
      CommandLineRun run =
          CommandLineRun.of(
              "inspect",
              "sim:board?seed=7",
              "--parts",
              2,
              "--data",
              directory,
              "--csv",
              csv,
              "--json");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.number("parts")).isEqualTo(2);
      assertThat("%d".formatted(7)).as("from then on").isEqualTo("7");
      assertThat(Files.readString(csv)).doesNotContainPattern("[٠-٩]");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void simulatedImagesAreInspectedLikeAnyFolder() {
    Path boards = directory.resolve("boards");
    assertThat(
            CommandLineRun.of(
                    "simulate", "--out", boards, "--count", 6, "--seed", 9, "--defects", 0.5)
                .code())
        .isZero();

    CommandLineRun run =
        CommandLineRun.of("inspect", "folder:" + boards, "--data", directory, "--json");

    assertThat(run.code()).isZero();
    assertThat(run.number("parts")).isEqualTo(6);
    assertThat(run.json()).as("labels beside the pictures are their truth").containsKey("accuracy");
  }

  @Test
  void simulateRefusesAFolderThatHoldsThoseBoards() {
    Path boards = directory.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 2);

    CommandLineRun again =
        CommandLineRun.of("simulate", "--out", boards, "--count", 1, "--lossless", "--json");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.out()).isEmpty();
    assertThat(again.err().strip())
        .startsWith("sightline: ")
        .contains(boards.resolve("images/000000.jpg").toString())
        .endsWith("--first 2")
        .doesNotContain("\n");
    assertThat(boards.resolve("images/000000.png")).doesNotExist();
  }

  @Test
  void doctorNamesEveryEngineAndWhyItCannotRun() {
    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", directory);

    assertThat(run.code()).isZero();
    assertThat(run.json()).containsKeys("engines", "cameras", "display", "java", "models");
    assertThat(run.out()).contains("\"cpu\":\"yes\"").contains("\"cuda\":\"no: ");
    assertThat(run.out()).containsPattern("\"libraries\":\\[\"ONNX Runtime \\d");
  }

  @Test
  void doctorSaysWhichLineOfTheSettingsCannotRun() throws IOException {
    Path file = directory.resolve("settings.json");
    Files.writeString(
        file,
        """
        {"lines": [{"name": "Left", "source": "sim:board", "recipe": "nix"},
                   {"name": "Middle", "source": "foo:bar"},
                   {"name": "Right", "source": "sim:board"}]}
        """);

    CommandLineRun run = CommandLineRun.of("doctor", "--json", "--data", directory);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("\"Left\":\"wrong: There is no recipe \\\"nix\\\"")
        .contains("\"Middle\":\"wrong: \\\"foo:bar\\\" is neither a source")
        .contains("\"Right\":\"board, judged by board 1\"");

    Files.writeString(file, "{\"engine\": \"directml\"}");
    assertThat(CommandLineRun.of("doctor", "--json", "--data", directory).out())
        .contains("\"engine\":\"directml\"", "wrong: the engine \\\"directml\\\" cannot run here");

    Files.writeString(file, "{\n\"engine\": \"gpu\"}");
    CommandLineRun wrong = CommandLineRun.of("inspect", "sim:board", "--data", directory);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .startsWith("sightline: " + file + ", line 2: There is no engine \"gpu\"");
  }

  static Stream<List<Object>> usageErrors() {
    return Stream.of(
        List.of("inspect"),
        List.of("inspekt"),
        List.of("--data", "x", "inspect", "sim:board"),
        List.of("inspect", ""),
        List.of("inspect", "sim:board", "--line", " "),
        List.of("inspect", "sim:board", "--parts", "many"),
        List.of("inspect", "sim:board", "--no-such-option"),
        List.of("inspect", "sim:board", "--parts", "0"),
        List.of("simulate", "--out", "x", "--count", "0"),
        List.of("simulate", "--out", "", "--count", "1"),
        List.of("simulate", "--out", "x", "--count", "1", "--first", "-1"),
        List.of("simulate", "--out", "x", "--count", "2", "--first", "9223372036854775807"),
        List.of("simulate", "--out", "x", "--count", "1", "--defects", "1.5"),
        List.of("simulate", "--out", "x", "--count", "1", "--difficulty", "NaN"),
        List.of("simulate", "--out", "x", "--count", "1", "--fewest", "0"),
        List.of("simulate", "--out", "x", "--count", "1", "--most", "21"),
        List.of("inspect", "sim:board?ppm=fast", "--parts", "1"),
        List.of("inspect", "sim:boat", "--parts", "1"),
        List.of("inspect", "usb:front", "--parts", "1"),
        List.of("inspect", "nonsense", "--parts", "1", "--json"),
        List.of("inspect", "sim:board", "--parts", "1", "--engine", "abacus"),
        List.of("validate", "--data", "x", "--model", "board", "--engine", "abacus"),
        List.of("bench", "--engine", "abacus"),
        List.of("detect", "sim:boat", "--model", "board"),
        List.of("detect", "sim:board", "--model", "board", "--engine", "abacus"),
        List.of("detect", "sim:board"),
        List.of("detect", "sim:board", "--model", "board", "--confidence", "1.5"),
        List.of("detect", "sim:board", "--model", "board", "--parts", "0"),
        List.of("export"),
        List.of("export", "--csv", "x.csv", "--from", "yesterday"),
        List.of("export", "--csv", "x.csv", "--from", "2026-11-27", "--to", "2026-11-26"),
        List.of("export", "--csv", "x.csv", "--data", ""),
        List.of("export", "--csv", "-"),
        List.of("inspect", "sim:board", "--parts", "1", "--csv", ""),
        List.of("inspect", "sim:board", "--parts", "1", "--data", ""));
  }

  @ParameterizedTest
  @MethodSource("usageErrors")
  void aUsageErrorIsOneLineAndCode2(List<Object> arguments) {
    CommandLineRun run = CommandLineRun.of(arguments.toArray());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).startsWith("sightline: ").doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "inspect, --parts, abc, a whole number up to 9",
    "inspect, --parts, 1.5, a whole number up to 9",
    "inspect, --parts, 99999999999999999999, a whole number up to 9",
    "simulate, --fewest, x, a whole number up to 2",
    "simulate, --defects, many, a number"
  })
  void aNumberThatIsNoneIsSaidInWords(String command, String option, String value, String what) {
    CommandLineRun run = CommandLineRun.of(command, option, value);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("'" + option + "'", "'" + value + "' is not " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"folder:/no/such/folder", "file:/no/such.png", "usb:99", "gst:videotestsrc"})
  void aSourceThatIsNotThereIsOneLineAndCode1(String source) {
    CommandLineRun run =
        CommandLineRun.of("inspect", source, "--parts", 1, "--data", directory, "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).contains("sightline: ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource({"sim:boat, auto", "sim:board, abacus"})
  void nothingIsOpenedForAUsageError(String source, String engine) {
    Path data = directory.resolve("data");

    CommandLineRun run = CommandLineRun.of("inspect", source, "--engine", engine, "--data", data);

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(data).doesNotExist();
  }

  static Stream<byte[]> badModels() {
    return Stream.of(
        new byte[0],
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"
            .getBytes(StandardCharsets.UTF_8),
        "this is a text".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("badModels")
  void aBadModelIsOneLineAndCode1(byte[] content) throws IOException {
    Path model = Files.write(directory.resolve("modell ü.onnx"), content);

    CommandLineRun run =
        CommandLineRun.of(
            "inspect", "sim:board", "--parts", 1, "--model", model, "--data", directory, "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .startsWith("sightline: ")
        .contains("modell ü.onnx")
        .doesNotContain("\n");
  }

  @Test
  void wrongSettingsAreNamedByFileAndKey() throws IOException {
    Files.writeString(directory.resolve("settings.json"), "{\"statoin\": \"x\"}");

    CommandLineRun run =
        CommandLineRun.of("inspect", "sim:board", "--parts", 1, "--data", directory);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("settings.json").contains("statoin");
  }

  @Test
  void aRecipeDecides() throws IOException {
    Path recipe = directory.resolve("nothing ever fails.json");
    Files.writeString(
        recipe,
        """
        {"name": "Lenient", "version": 4, "product": "Board", "model": "board",
         "failFrom": 1.0, "defectsToFail": 1}
        """);
    Path csv = directory.resolve("r.csv");

    CommandLineRun run =
        CommandLineRun.of(
            "inspect",
            "sim:board?seed=5&defects=1",
            "--parts",
            4,
            "--recipe",
            recipe,
            "--data",
            directory,
            "--csv",
            csv,
            "--json");

    assertThat(run.code()).isZero();
    assertThat(run.number("pass")).isEqualTo(4);
    assertThat(run.number("escapes")).isEqualTo(4);
    assertThat(run.json()).as("without good parts").containsEntry("overkill", null);
    assertThat(Files.readString(csv)).contains(",Lenient,4,");
  }
}
