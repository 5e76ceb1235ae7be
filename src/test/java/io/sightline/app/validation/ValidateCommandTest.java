package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.app.CommandLineRun;
import io.sightline.app.command.StationFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The figures of {@code validate} on small sets for which every figure is known. */
@Timeout(120)
class ValidateCommandTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  @Test
  void aSetThatIsJudgedRightlyThroughout() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
    }
    for (int x = 4; x < 7; x++) {
      set.good("good" + x, x, PaintedSet.FAINT);
    }

    CommandLineRun run = set.validate();

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
  void theInferenceOfAPictureAloneIsToldApart() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
    }
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--report", report);

    assertThat(inside(run, "inference_ms", "p50")).isPositive();
    assertThat(inside(run, "inference_alone_ms", "p50")).isPositive();
    assertThat(Files.readString(report))
        .contains("Inference under full load", "Inference of a picture alone");
    assertThat(CommandLineRun.of("validate", "--model", set.model(), "--data", set.set()).out())
        .containsPattern("p99 under full load; [0-9.]+ ms median for a picture alone");
  }

  @Test
  void whatWasJudgedAndWhereIsPinnedDown() throws IOException {
    set.bad("a", 1, PaintedSet.SURE);
    set.good("b", 2, 0);
    set.painted("unlabelled", 3, 0);
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--report", report);

    String print = String.valueOf(run.json().get("data_sha256"));
    assertThat(print).matches("[0-9a-f]{64}");
    assertThat(Files.readString(report))
        .contains(
            "<th>Data SHA-256</th><td>" + print,
            "<th>Left out</th><td>1 picture",
            String.valueOf(run.json().get("host")),
            String.valueOf(run.json().get("processor")).split("[^A-Za-z0-9 ]", 2)[0]);
    assertThat(fingerprint()).as("the same again").isEqualTo(print);
    set.labelled("a", PaintedSet.cell(2, 1) + "\n");
    assertThat(fingerprint()).as("the same said otherwise").isEqualTo(print);
    set.labelled("a", PaintedSet.cell(1, 1));
    assertThat(fingerprint()).as("another label").isNotEqualTo(print);
    set.labelled("a", PaintedSet.cell(2, 1));
    set.painted("b", 2, 1);
    assertThat(fingerprint()).as("another picture").isNotEqualTo(print);
    set.painted("b", 2, 0);
    assertThat(fingerprint()).isEqualTo(print);
    Files.move(set.set().resolve("images/b.png"), set.set().resolve("images/c.png"));
    Files.move(set.set().resolve("labels/b.txt"), set.set().resolve("labels/c.txt"));
    assertThat(fingerprint()).as("another name").isNotEqualTo(print);
  }

  private String fingerprint() {
    return String.valueOf(set.validate().json().get("data_sha256"));
  }

  @Test
  void withoutBadPartsTheEscapeRateIsNotMeasurable() throws IOException {
    set.good("a", 1, 0);
    set.good("b", 2, 0);

    CommandLineRun run = set.validate();

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
    set.bad("a", 1, PaintedSet.SURE);

    CommandLineRun run = CommandLineRun.of("validate", "--model", set.model(), "--data", set.set());

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
    set.bad("a", 0, PaintedSet.SURE - 1);
    Path recipe = folder.resolve("lenient.json");
    Files.writeString(
        recipe,
        """
        {"name": "Lenient", "version": 4, "product": "Cell", "model": "%s", "failFrom": 1.0}
        """
            .formatted(set.model()));

    CommandLineRun run =
        CommandLineRun.of("validate", "--recipe", recipe, "--data", set.set(), "--json");

    assertThat(run.json()).containsEntry("recipe", "Lenient");
    assertThat(run.number("escape_rate")).isEqualTo(1);
    assertThat(run.number("map50")).as("whatever the recipe").isEqualTo(1);
  }

  @Test
  void theReportShowsWhatWasJudgedWrongAndNeedsNothingElse() throws IOException {
    set.bad("escape <b>&amp; \"x\"", 1, PaintedSet.FAINT);
    set.bad("found", 0, PaintedSet.SURE);
    set.good("good", 2, 0);
    Path report = folder.resolve("Prüfung 1.html");

    CommandLineRun run = set.validate("--report", report);

    assertThat(run.code()).isZero();
    String page = Files.readString(report);
    assertThat(page)
        .contains("escape &lt;b&gt;&amp;amp; &quot;x&quot;.png")
        .doesNotContain("<b>&amp; ")
        .contains("data:image/jpeg;base64,")
        .contains("50.00 %", "1 of 2 bad parts passed")
        .contains("red 0.118")
        .doesNotContain("<script", "src=", "http", "url(", "@import");
    assertThat(page.split("base64,", -1)).as("one picture, of the escape").hasSize(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("nothing is left over").noneMatch(f -> f.toString().endsWith(".part"));
    }
  }

  /** Pictures are 96 by 64: a zone for a larger camera would let every bad part pass. */
  @Test
  void aRecipeForAnotherSizeIsWarnedOf() throws IOException {
    set.bad("bad", 1, 120);
    set.good("good", 1, 0);
    Path recipe = folder.resolve("larger.json");
    Files.writeString(
        recipe,
        """
        {"name": "Larger", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.5, "minimumContrast": 0,
         "ignore": [{"x1": 0, "y1": 0, "x2": 192, "y2": 128}]}
        """
            .formatted(set.model()));

    CommandLineRun run = set.validate("--recipe", recipe);

    assertThat(run.err())
        .contains("2 pictures have a size that the recipe is not made for, the first is ")
        .contains(", as its zone from 0,0 to 192,128 covers all of them and nothing would count:");
  }

  /** The signed report shows the limits that decided and all other rules of the recipe. */
  @Test
  void theReportTellsTheRecipeAndSeesWithItsEyes() throws IOException {
    set.bad("worse", 2, 60); // less visible to the model than the other
    set.bad("escape", 1, 120);
    for (String name : List.of("worse", "escape")) {
      set.logo(name);
    }
    set.good("good", 3, 0);
    Path recipe = folder.resolve("zones.json");
    Files.writeString(
        recipe,
        """
        {"name": "Zones", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.995, "minimumContrast": 0,
         "ignore": [{"x1": 0, "y1": 0, "x2": 96, "y2": 16}],
         "classes": {"red": {"failFrom": 0.985, "reviewFrom": 0.935, "minimumSize": 6}}}
        """
            .formatted(set.model()));
    Path report = folder.resolve("zones.html");

    CommandLineRun run = set.validate("--recipe", recipe, "--report", report);

    assertThat(run.err()).isEmpty();
    String page = Files.readString(report);
    assertThat(page)
        .contains("<td>0.995</td>", "<td>0.985</td><td>0.935</td><td>6 px</td>")
        .contains("0, 0 to 96, 16 px", "by more than 0.", "1 defect", "less than 0 levels")
        .contains("its limit: red 0.235, limit 0.985", "its limit: red 0.471, limit 0.985")
        .contains("class=\"left-out\"", "not counted: zone or size")
        .doesNotContain("its limit: green");
    assertThat(page.indexOf("worse.png")).isLessThan(page.indexOf("escape.png"));
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
