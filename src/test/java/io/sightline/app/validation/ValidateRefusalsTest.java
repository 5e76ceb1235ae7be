package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code validate} reports wrong or incomplete sets, and wrong options, in one line. */
@Timeout(120)
class ValidateRefusalsTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  @Test
  void whatCannotBeJudgedIsSkippedCountedAndNamed() throws IOException {
    set.bad("fine", 0, PaintedSet.SURE);
    set.painted("lost", 1, PaintedSet.SURE);
    Files.writeString(set.set().resolve("images/damaged.png"), "no picture");
    set.labelled("damaged", PaintedSet.cell(0, 0));
    set.painted("outside", 2, PaintedSet.SURE);
    set.labelled("outside", "0 1.5 0.5 0.1 0.1\n");
    set.painted("over the edge", 3, PaintedSet.SURE);
    set.labelled("over the edge", PaintedSet.cell(2, 3) + "0 1.0 0.5 0.2 0.1\n");

    CommandLineRun run = set.validate();

    assertThat(run.code()).isZero();
    assertThat(run.number("images")).isEqualTo(2);
    assertThat(run.number("skipped")).isEqualTo(3);
    assertThat(run.number("unlabelled")).isEqualTo(1);
    assertThat(run.number("unreadable")).isEqualTo(1);
    assertThat(run.number("labels_clipped")).isEqualTo(1);
    assertThat(run.number("labels_outside")).isEqualTo(1);
    assertThat(run.err())
        .contains("lost.png", "damaged.png", "outside.txt, line 1", "1 labels reach over")
        .doesNotContain("Exception");
    CommandLineRun asGood = set.validate("--unlabelled", "good");
    assertThat(asGood.number("overkill")).isEqualTo(1);
    assertThat(asGood.number("unlabelled")).as("still nobody labelled it").isEqualTo(1);
    assertThat(asGood.number("skipped")).isEqualTo(2);
    assertThat(asGood.err())
        .contains("1 pictures without labels are taken for good parts, the first is images/lost");
  }

  @Test
  void repeatedPicturesAreWarnedAbout() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    Files.copy(set.set().resolve("images/a.png"), set.set().resolve("images/again.png"));
    set.labelled("again", PaintedSet.cell(2, 0));
    Path trained = Files.createDirectories(folder.resolve("trained"));
    Files.copy(set.set().resolve("images/a.png"), trained.resolve("x.png"));

    CommandLineRun run = set.validate("--train", trained);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("In the set twice, and counted twice: 1 of the 2 pictures; ")
        .contains(
            "Also in the training set, so that the figures are too good: 2 of the 2 pictures; ");
  }

  @Test
  void anUnknownClassIsOneLineWithFileAndNumber() throws IOException {
    set.painted("a", 0, PaintedSet.SURE);
    set.labelled("a", PaintedSet.cell(2, 0) + PaintedSet.cell(9, 0));

    CommandLineRun run = set.validate();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .startsWith("sightline: ")
        .contains("a.txt, line 2", "no class 9")
        .doesNotContain("\n");
  }

  @Test
  void classListsThatDisagreeAreBothNamed() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    Files.writeString(set.set().resolve("classes.txt"), "scratch\ndent\nstain\n");

    CommandLineRun run = set.validate();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip())
        .contains("scratch, dent, stain", "red, green, blue", "a.txt, line 1")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "empty"})
  void withoutPicturesThereIsNothingToJudge(String name) throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", set.model(), "--data", folder.resolve(name));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).startsWith("sightline: There is no ").doesNotContain("\n");
  }

  @Test
  void withoutADataSetTheUsageIsWrong() {
    CommandLineRun run = CommandLineRun.of("validate", "--model", "board");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip()).contains("--data").doesNotContain("\n");
  }

  /** As with an unset variable in a script: the working directory is not meant. */
  @ParameterizedTest
  @ValueSource(strings = {"--data", "--train"})
  void anEmptyFolderNameIsAUsageError(String option) throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    String data = option.equals("--data") ? "" : set.set().toString();

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", set.model(), "--data", data, "--train", "");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).contains(option + " is empty: name a folder").hasLineCount(1);
  }

  @Test
  void aReportThatCannotBeSavedIsRefusedBeforeTheWork() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--report", folder.resolve("no such folder/r.html"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("There is no folder for the report");
  }

  @Test
  void aRecipeThatCannotBeSavedIsRefusedBeforeTheWork() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun nowhere =
        set.validate("--choose", "cost=2", "--recipe-out", folder.resolve("no such folder/r.json"));
    CommandLineRun onAFolder = set.validate("--choose", "cost=2", "--recipe-out", folder);
    Path settings =
        Files.writeString(folder.resolve("settings.json"), "{\"station\": \"Press 4\"}");
    Files.writeString(folder.resolve("own-curve.csv"), "somebody's");
    CommandLineRun besideACurve =
        set.validate("--choose", "cost=2", "--recipe-out", folder.resolve("own.json"));
    CommandLineRun onNothing = set.validate("--choose", "cost=2", "--recipe-out", "-");
    CommandLineRun onSettings = set.validate("--choose", "cost=2", "--recipe-out", settings);

    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("There is no folder for the recipe", "make it first");
    assertThat(onAFolder.code()).isEqualTo(1);
    assertThat(onAFolder.err()).contains(folder + " is a folder: name a file for the recipe");
    assertThat(onSettings.err()).contains(settings + " is already there and is not a recipe");
    assertThat(besideACurve.err())
        .contains("own-curve.csv is already there and is not a Sightline report");
    assertThat(onNothing.code()).isEqualTo(2);
    assertThat(settings).content().contains("Press 4");
  }

  @Test
  void trainingPicturesThatAreNotThereAreSaid() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    Path file = set.set().resolve("classes.txt");

    CommandLineRun nowhere = set.validate("--train", folder.resolve("none"));
    CommandLineRun onAFile = set.validate("--train", file);

    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err().strip())
        .contains("There is no folder " + folder.resolve("none"), "training pictures")
        .doesNotContain("\n");
    assertThat(onAFile.code()).isEqualTo(1);
    assertThat(onAFile.err().strip())
        .contains(file + " is a file: name the folder of the training pictures")
        .doesNotContain("\n");
  }

  @Test
  void labelsWithoutAPictureAreNamedAndCounted() throws IOException {
    set.bad("fine", 0, PaintedSet.SURE);
    set.labelled("gone", PaintedSet.cell(2, 0));
    set.labelled("gone too", "");

    CommandLineRun run = set.validate();

    assertThat(run.code()).isZero();
    assertThat(run.number("images")).isEqualTo(1);
    assertThat(run.number("labels_without_picture")).isEqualTo(2);
    assertThat(run.err().strip())
        .startsWith("Note: 2 label files have no picture")
        .contains("gone too.txt")
        .doesNotContain("\n");
  }

  @Test
  void labelsForPicturesOfAnotherSizeAreNoted() throws IOException {
    Path coco = Files.createDirectories(folder.resolve("coco"));
    for (int x = 0; x < 3; x++) {
      set.painted("p" + x, x, 0);
      Files.copy(set.set().resolve("images/p" + x + ".png"), coco.resolve("p" + x + ".png"));
    }
    Files.writeString(
        coco.resolve("instances.json"),
        """
        {"images": [{"id": 1, "file_name": "p0.png", "width": 96, "height": 64},
                    {"id": 2, "file_name": "p1.png", "width": 192, "height": 128},
                    {"id": 3, "file_name": "p2.png", "width": 64, "height": 96}],
         "categories": [], "annotations": []}
        """);

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", set.model(), "--data", coco, "--json");

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .contains(
            "2 pictures have another size than their labels say, the first: p1.png is 96x64 and labelled as 192x128; were they scaled after labelling?");
  }

  @Test
  void aDamagedCocoFileIsOneLineWithFileAndPlace() throws IOException {
    Path coco = Files.createDirectories(folder.resolve("coco"));
    set.painted("a", 0, PaintedSet.SURE);
    Files.copy(set.set().resolve("images/a.png"), coco.resolve("a.png"));
    Files.writeString(
        coco.resolve("instances.json"), "{\"images\": [{\"id\": 7, \"file_name\": \"a.png\"}");

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", set.model(), "--data", coco, "--json");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .startsWith("sightline: The COCO file ")
        .contains("instances.json, line 1, column ")
        .doesNotContain("\n");
  }

  @Test
  void twoOptionsThatNameTheSameFileAreAUsageError() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    set.bad("b", 1, PaintedSet.SURE);
    set.good("c", 2, 0);
    set.good("d", 3, 0);
    Path same = folder.resolve("same.x");

    CommandLineRun two = set.validate("--report", same, "--boxes", folder.resolve("./same.x"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createFile(same));
    CommandLineRun linked = set.validate("--report", same, "--boxes", link);
    CommandLineRun curve =
        set.validate(
            "--choose",
            "cost=2",
            "--recipe-out",
            folder.resolve("r.json"),
            "--boxes",
            folder.resolve("r-curve.csv"));

    for (CommandLineRun each : List.of(two, linked)) {
      assertThat(each.code()).isEqualTo(2);
      assertThat(each.out()).isEmpty();
      assertThat(each.err()).contains("--report and --boxes name the same file").hasLineCount(1);
    }
    assertThat(curve.code()).isEqualTo(2);
    assertThat(curve.err()).contains("the curve of --recipe-out and --boxes name the same file");
    assertThat(same).isEmptyFile();
  }

  @Test
  void aReportOfAnotherKindStays() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    Path csv = Files.writeString(folder.resolve("report.csv"), "inspection_id,line");

    for (String option : List.of("--report", "--boxes")) {
      CommandLineRun run = set.validate(option, csv);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("is a report of another kind");
    }
    assertThat(csv).hasContent("inspection_id,line");
  }
}
