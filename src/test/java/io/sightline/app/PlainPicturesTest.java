package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plain picture, as through a covered lens, shows no defect but must not pass. */
@Timeout(120)
class PlainPicturesTest {
  @TempDir private Path directory;
  private Path parts;

  @BeforeEach
  void twoBoardsAndAPlainPicture() throws IOException {
    parts = directory.resolve("parts");
    CommandLineRun.of("simulate", "--out", parts, "--count", 2, "--seed", 9, "--defects", 0);
    Pictures.write(parts.resolve("images/000002.png"), Pictures.encoded("png", 1280, 1024));
    Files.writeString(parts.resolve("labels/000002.txt"), "");
  }

  @Test
  void aPlainPictureIsAnErrorThatSaysWhatToLookAt() throws IOException {
    Path csv = directory.resolve("report.csv");

    CommandLineRun run = inspect("--csv", csv);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.number("pass")).isEqualTo(2);
    assertThat(run.json()).containsEntry("error", 1);
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.get(3))
        .contains(",ERROR,", "is the lens covered or the light off?", "minimumContrast");
  }

  @Test
  void aNightWithoutLightKeepsAllRowsAndFewPictures() throws IOException {
    byte[] plain = Pictures.encoded("png", 1280, 1024);
    for (int i = 3; i < 9; i++) {
      Pictures.write(parts.resolve("images/00000%d.png".formatted(i)), plain);
    }
    Path csv = directory.resolve("report.csv");

    CommandLineRun run = inspect("--csv", csv);

    assertThat(run.json()).containsEntry("error", 7).containsEntry("reconciled", true);
    assertThat(Files.readAllLines(csv)).hasSize(1 + 9);
    try (Stream<Path> kept = Files.walk(directory.resolve("images"))) {
      assertThat(kept.filter(Files::isRegularFile)).hasSize(3);
    }
  }

  @Test
  void whereGoodPartsLookPlainARecipeSaysSo() throws IOException {
    Path recipe = directory.resolve("film.json");
    Files.writeString(
        recipe,
        """
        {"name": "Film", "version": 1, "product": "Film", "model": "board",
         "failFrom": 0.6, "minimumContrast": 0}
        """);

    assertThat(inspect("--recipe", recipe).number("pass")).isEqualTo(3);
  }

  @Test
  void aModelOfPartsThatMayLookPlainSaysSo() throws IOException {
    Path board = Path.of(System.getProperty("sightline.home", "."), "models/board");
    Path plain = Files.createDirectories(directory.resolve("plain"));
    Files.copy(board.resolve("model.onnx"), plain.resolve("model.onnx"));
    String said = Files.readString(board.resolve("bundle.json"));
    Files.writeString(
        plain.resolve("bundle.json"), said.replaceFirst("\\{", "{\"minimumContrast\": 0,"));

    assertThat(inspect("--model", plain).number("pass")).isEqualTo(3);
    CommandLineRun validated =
        CommandLineRun.of("validate", "--model", plain, "--data", parts, "--json");
    assertThat(validated.number("overkill")).isZero();
  }

  @Test
  void aValidationCountsItAsALineDoes() {
    CommandLineRun run =
        CommandLineRun.of("validate", "--model", "board", "--data", parts, "--json");

    assertThat(run.number("images")).isEqualTo(3);
    assertThat(run.json().get("warnings"))
        .asString()
        .contains("1 pictures show almost nothing", "000002.png", "\"minimumContrast\" to 0");
    CommandLineRun line =
        CommandLineRun.of("inspect", "folder:" + parts, "--data", directory, "--json");
    assertThat(line.number("error")).isEqualTo(1);
    assertThat(run.number("overkill")).isEqualTo(line.number("overkill")).isEqualTo(1);
    assertThat(run.json().get("part_accuracy")).asString().contains("value=0.666");
    assertThat(line.number("accuracy")).isBetween(0.666, 0.667);
  }

  private CommandLineRun inspect(Object option, Object value) {
    return CommandLineRun.of(
        "inspect", "folder:" + parts, "--data", directory, "--json", option, value);
  }
}
