package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command on small sets painted for a network that says of each 8 x 8 cell how red, green and
 * blue it is: what it must find, and how sure it must be, is known exactly.
 */
@Timeout(120)
class ValidateCommandTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;
  private static final int CELL = 8;
  private static final int SURE = 255;

  /** A confidence of 0.12: below what the network's bare file takes for certain. */
  private static final int FAINT = 30;

  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path set = Path.of("");

  @BeforeEach
  void make() throws IOException {
    model = folder.resolve("cells.onnx");
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/io/sightline/detect/cells.onnx"))) {
      Files.copy(in, model);
    }
    set = folder.resolve("set");
    Files.createDirectories(set.resolve("images"));
    Files.createDirectories(set.resolve("labels"));
    Files.writeString(set.resolve("classes.txt"), "blue\ngreen\nred\n"); // not in its order
  }

  /** A black picture with a red cell of this brightness in column {@code x}, row 3. */
  private void painted(String name, int x, int red) {
    try (Scalar black = new Scalar(x, 0, 0, 0); // a trace of blue: no two pictures alike
        Scalar colour = new Scalar(0, 0, red, 0);
        Mat mat = new Mat(HEIGHT, WIDTH, CV_8UC3, black);
        Rect cell = new Rect(x * CELL, 3 * CELL, CELL, CELL)) {
      rectangle(mat, cell, colour, -1, 8, 0);
      assertThat(imwrite(set.resolve("images").resolve(name + ".png").toString(), mat)).isTrue();
    }
  }

  private void labelled(String name, String lines) throws IOException {
    Files.writeString(set.resolve("labels").resolve(name + ".txt"), lines);
  }

  /** YOLO's line for the cell in that column. */
  private static String cell(int classId, int x) {
    return "%d %s %s %s %s\n"
        .formatted(
            classId,
            (x + 0.5) * CELL / WIDTH,
            3.5 * CELL / HEIGHT,
            (double) CELL / WIDTH,
            (double) CELL / HEIGHT);
  }

  private void bad(String name, int x, int red) throws IOException {
    painted(name, x, red);
    labelled(name, cell(2, x));
  }

  private void good(String name, int x, int red) throws IOException {
    painted(name, x, red);
    labelled(name, "");
  }

  private CommandLineRun validate(Object... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("validate", "--model", model, "--data", set, "--json"), Stream.of(more))
            .toArray());
  }

  @Test
  void aSetThatIsJudgedRightlyThroughout() throws IOException {
    for (int x = 0; x < 4; x++) {
      bad("bad" + x, x, SURE);
    }
    for (int x = 4; x < 7; x++) {
      good("good" + x, x, 0);
    }

    CommandLineRun run = validate();

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.json().keySet())
        .startsWith("map50", "map50_95", "f1", "part_accuracy", "escape_rate", "overkill_rate")
        .contains("images", "per_class", "inference_ms", "confusion", "model", "engine");
    for (String perfect : List.of("map50", "map50_95", "f1", "map33", "f_deeppcb")) {
      assertThat(run.number(perfect)).as(perfect).isEqualTo(1);
    }
    assertThat(run.number("images")).isEqualTo(7);
    assertThat(run.number("bad_parts")).isEqualTo(4);
    assertThat(run.number("good_parts")).isEqualTo(3);
    assertThat(run.number("escape_rate")).isZero();
    assertThat(run.number("overkill_rate")).isZero();
    assertThat(inside(run, "part_accuracy", "low"))
        .isCloseTo(Math.pow(0.025, 1 / 7.0), within(1e-6));
    assertThat(inside(run, "escape_interval", "high"))
        .isCloseTo(1 - Math.pow(0.025, 1 / 4.0), within(1e-6));
  }

  private static double inside(CommandLineRun run, String object, String key) {
    Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(run.json().get(object));
    return ((Number) Objects.requireNonNull(all.get(key))).doubleValue();
  }

  @Test
  void escapesAndOverkillAreCountedAgainstTheirOwnKind() throws IOException {
    bad("found", 0, SURE);
    bad("escape", 1, FAINT);
    good("good", 2, 0);
    good("good too", 3, 0);
    good("false call", 4, SURE);

    CommandLineRun run = validate();

    assertThat(run.number("escape_rate")).isEqualTo(0.5);
    assertThat(run.number("overkill_rate")).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(inside(run, "part_accuracy", "value")).isEqualTo(0.6);
    assertThat(run.number("map50_bad_parts")).as("the faint box counts for it").isEqualTo(1);
    assertThat(run.number("map50")).as("the false call is as sure as the right one").isLessThan(1);
    assertThat(run.number("f1")).as("one right, one missed, one false").isEqualTo(0.5);
    assertThat(run.out()).contains("[0,0,0,0],[1,0,0,0]]").as("false call in the last row");
  }

  @Test
  void withoutBadPartsTheEscapeRateIsNotMeasurable() throws IOException {
    good("a", 1, 0);
    good("b", 2, 0);

    CommandLineRun run = validate();

    assertThat(run.code()).isZero();
    assertThat(run.json())
        .containsEntry("escape_rate", null)
        .containsEntry("escape_interval", null)
        .containsEntry("map50", null);
    assertThat(run.number("overkill_rate")).isZero();
    assertThat(run.out()).contains("The escape rate is not measurable").doesNotContain("NaN");
  }

  @Test
  void withoutGoodPartsTheOverkillRateIsNotMeasurable() throws IOException {
    bad("a", 1, SURE);

    CommandLineRun run = CommandLineRun.of("validate", "--model", model, "--data", set);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Overkill     not measurable: there are no good parts in the set")
        .doesNotContain("NaN");
  }

  @Test
  void judgesAsALineWould() {
    Path boards = folder.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 16, "--seed", 6, "--defects", 0.5);
    CommandLineRun line =
        CommandLineRun.of("inspect", "folder:" + boards, "--data", folder.resolve("d"), "--json");

    CommandLineRun run =
        CommandLineRun.of("validate", "--model", "board", "--data", boards, "--json");

    assertThat(inside(run, "part_accuracy", "value")).isEqualTo(line.number("accuracy"));
    assertThat(run.number("escapes")).isEqualTo(line.number("escapes"));
    assertThat(run.number("overkill")).isEqualTo(line.number("overkill"));
    assertThat(run.number("map50")).isGreaterThan(0.5);
  }

  @Test
  void aRecipeDecides() throws IOException {
    bad("a", 0, SURE - 1);
    Path recipe = folder.resolve("lenient.json");
    Files.writeString(
        recipe,
        """
        {"name": "Lenient", "version": 4, "product": "Cell", "model": "%s", "failFrom": 1.0}
        """
            .formatted(model));

    CommandLineRun run = CommandLineRun.of("validate", "--recipe", recipe, "--data", set, "--json");

    assertThat(run.json()).containsEntry("recipe", "Lenient");
    assertThat(run.number("escape_rate")).isEqualTo(1);
    assertThat(run.number("map50")).as("whatever the recipe").isEqualTo(1);
  }

  @Test
  void whatCannotBeJudgedIsSkippedCountedAndNamed() throws IOException {
    bad("fine", 0, SURE);
    painted("lost", 1, SURE);
    Files.writeString(set.resolve("images/damaged.png"), "no picture");
    labelled("damaged", cell(0, 0));
    painted("outside", 2, SURE);
    labelled("outside", "0 1.5 0.5 0.1 0.1\n");
    painted("over the edge", 3, SURE);
    labelled("over the edge", cell(2, 3) + "0 1.0 0.5 0.2 0.1\n");

    CommandLineRun run = validate();

    assertThat(run.code()).isZero();
    assertThat(run.number("images")).isEqualTo(2);
    assertThat(run.number("skipped")).isEqualTo(3);
    assertThat(run.number("unlabelled")).isEqualTo(1);
    assertThat(run.number("unreadable")).isEqualTo(1);
    assertThat(run.number("labels_clipped")).isEqualTo(1);
    assertThat(run.number("labels_outside")).isEqualTo(1);
    assertThat(run.err())
        .contains("lost.png", "damaged.png", "outside.txt, line 1", "1 labels hang over")
        .doesNotContain("Exception");
    assertThat(validate("--unlabelled", "good").number("overkill")).isEqualTo(1);
  }

  @Test
  void repeatedPicturesAreWarnedAbout() throws IOException {
    bad("a", 0, SURE);
    Files.copy(set.resolve("images/a.png"), set.resolve("images/again.png"));
    labelled("again", cell(2, 0));
    Path trained = Files.createDirectories(folder.resolve("trained"));
    Files.copy(set.resolve("images/a.png"), trained.resolve("x.png"));

    CommandLineRun run = validate("--train", trained);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("1 of the 2 pictures are in the set twice")
        .contains("2 of the 2 pictures are also among those trained on");
  }

  @Test
  void anUnknownClassIsOneLineWithFileAndNumber() throws IOException {
    painted("a", 0, SURE);
    labelled("a", cell(2, 0) + cell(9, 0));

    CommandLineRun run = validate();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .startsWith("sightline: ")
        .contains("a.txt, line 2", "no class 9")
        .doesNotContain("\n");
  }

  @Test
  void classListsThatDisagreeAreBothNamed() throws IOException {
    bad("a", 0, SURE);
    Files.writeString(set.resolve("classes.txt"), "scratch\ndent\nstain\n");

    CommandLineRun run = validate();

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
        CommandLineRun.of("validate", "--model", model, "--data", folder.resolve(name));

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

  @Test
  void theReportShowsWhatWasJudgedWrongAndNeedsNothingElse() throws IOException {
    bad("escape <b>&amp; \"x\"", 1, FAINT);
    bad("found", 0, SURE);
    good("good", 2, 0);
    Path report = folder.resolve("Prüfung 1.html");

    CommandLineRun run = validate("--report", report);

    assertThat(run.code()).isZero();
    String page = Files.readString(report);
    assertThat(page)
        .contains("escape &lt;b&gt;&amp;amp; &quot;x&quot;.png")
        .doesNotContain("<b>&amp; ")
        .contains("data:image/jpeg;base64,")
        .contains("50.00 %", "1 of 2 bad parts passed")
        .contains("red 0.12")
        .doesNotContain("<script", "src=", "http", "url(", "@import");
    assertThat(page.split("base64,", -1)).as("one picture, of the escape").hasSize(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing is left over").noneMatch(f -> f.toString().endsWith(".part"));
    }
  }

  @Test
  void theBoxesAreLinesOfJsonInPixelsOfThePicture() throws IOException {
    bad("escape", 1, FAINT);
    bad("found", 0, SURE);
    good("good", 2, 0);
    Path boxes = folder.resolve("boxes.jsonl");

    CommandLineRun run = validate("--boxes", boxes);

    assertThat(run.code()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(boxes);
    assertThat(lines).hasSize(3);
    Map<?, ?> first = new Json().parse(lines.get(0), Map.class);
    assertThat(first.get("image")).isEqualTo("images/escape.png");
    assertThat(first.get("width")).isEqualTo(WIDTH);
    Map<?, ?> faint = surest(first);
    assertThat(faint.get("class")).as("far below what the recipe counts").isEqualTo("red");
    assertThat(((Number) Objects.requireNonNull(faint.get("score"))).doubleValue())
        .isCloseTo(FAINT / 255.0, within(1e-6));
    assertThat(faint.get("box")).isEqualTo(List.of(8.0, 24.0, 16.0, 32.0));
    assertThat(surest(new Json().parse(lines.get(1), Map.class)).get("score")).isEqualTo(1.0);
    assertThat(folder.resolve("boxes.jsonl.part")).doesNotExist();
  }

  private static Map<?, ?> surest(Map<?, ?> line) {
    return (Map<?, ?>) ((List<?>) Objects.requireNonNull(line.get("detections"))).get(0);
  }

  @Test
  void boxesThatCannotBeSavedAreRefusedBeforeTheWork() throws IOException {
    bad("a", 0, SURE);

    CommandLineRun run = validate("--boxes", folder.resolve("no such folder/b.jsonl"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).contains("There is no folder for the boxes").doesNotContain("\n");
    assertThat(validate("--boxes", folder).err()).contains("name a file for the boxes");
  }

  @Test
  void chosenLimitsGoIntoARecipeThatKeepsWhatWasPromised() throws IOException {
    for (int x = 0; x < 4; x++) {
      bad("bad" + x, x, 150 + x); // 0.59 and more
      good("good" + x, 5 + x, 100 + x); // 0.40 at most: false calls by the model's own limit
    }
    Path recipe = folder.resolve("chosen.json");
    Path report = folder.resolve("chosen.html");

    CommandLineRun run =
        validate("--choose", "cost=20", "--recipe-out", recipe, "--report", report);

    assertThat(run.err()).isEmpty();
    assertThat(run.number("overkill")).as("before").isEqualTo(4);
    Map<?, ?> choice = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    assertThat(String.valueOf(choice.get("on_this_set"))).contains("escapes=0, overkill=0");
    assertThat(Files.readString(report)).contains("Limits chosen for cost=20");
    CommandLineRun after =
        CommandLineRun.of("validate", "--recipe", recipe, "--data", set, "--json");
    assertThat(after.err()).isEmpty();
    assertThat(after.number("recipe_version")).isEqualTo(2);
    assertThat(after.number("overkill")).isZero();
    assertThat(after.number("escapes")).isZero();
  }

  @Test
  void withoutGoodPartsThereIsNothingToChooseBy() throws IOException {
    bad("a", 0, SURE);
    bad("b", 1, SURE);

    CommandLineRun run = validate("--choose", "cost=20");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).contains("the set has 2 and 0").doesNotContain("\n");
  }

  @Test
  void anEscapeTargetThatTheSetIsTooSmallToProveIsSaid() throws IOException {
    for (int x = 0; x < 2; x++) {
      bad("bad" + x, x, SURE);
      good("good" + x, 5 + x, 0);
    }
    assertThat(validate("--choose", "escape=0.001").err())
        .contains("does not prove the escape target", "84.19 %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cost=0", "cheap"})
  void aGoalThatIsNoneIsOneLine(String goal) throws IOException {
    bad("a", 0, SURE);

    CommandLineRun run = validate("--choose", goal);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).startsWith("sightline: --choose: ").doesNotContain("\n");
  }

  @Test
  void aReportThatCannotBeSavedIsRefusedBeforeTheWork() throws IOException {
    bad("a", 0, SURE);

    CommandLineRun run = validate("--report", folder.resolve("no such folder/r.html"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("There is no folder for the report");
  }

  @Test
  void realBoardsAndTheirTemplatesAreBadAndGoodParts() throws IOException {
    Path boards = StationFolder.home().resolve("../shared/data/deeppcb").normalize();
    assumeTrue(Files.isDirectory(boards), () -> "skipped: there is no " + boards);
    for (String part : List.of("images", "templates", "annotations")) {
      Files.createDirectories(folder.resolve("few").resolve(part));
      for (int i = 0; i < 3; i++) {
        String name = "0004100" + i + (part.equals("annotations") ? ".txt" : ".jpg");
        Files.copy(
            boards.resolve(part).resolve(name), folder.resolve("few").resolve(part).resolve(name));
      }
    }

    CommandLineRun run =
        CommandLineRun.of(
            "validate", "--model", "deeppcb", "--data", folder.resolve("few"), "--json");

    assertThat(run.json()).containsEntry("layout", "DeepPCB");
    assertThat(run.number("bad_parts")).isEqualTo(3);
    assertThat(run.number("good_parts")).isEqualTo(3);
    assertThat(run.number("map33")).isGreaterThan(0.5);
  }
}
