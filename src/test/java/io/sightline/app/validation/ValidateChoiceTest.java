package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that {@code validate --choose} chooses on a set. */
@Timeout(120)
class ValidateChoiceTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  private void eightThatLimitsTellApart() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, x, 150 + x); // 0.59 or more
      set.good("good" + x, 5 + x, 100 + x); // at most 0.40: overkill by the model's own limit
    }
  }

  @Test
  void chosenLimitsGoIntoARecipeThatKeepsWhatWasPromised() throws IOException {
    eightThatLimitsTellApart();
    Path recipe = folder.resolve("chosen.json");
    Path report = folder.resolve("chosen.html");

    CommandLineRun run =
        set.validate("--choose", "cost=20", "--recipe-out", recipe, "--report", report);

    String kept = "The set shows no defect of these classes, which keep their limits: green, blue";
    assertThat(run.err().strip()).isEqualTo("Note: " + kept);
    assertThat(String.valueOf(run.json().get("warnings"))).contains(kept);
    assertThat(run.number("overkill")).as("before").isEqualTo(4);
    Map<?, ?> choice = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    assertThat(String.valueOf(choice.get("on_this_set"))).contains("escapes=0, overkill=0");
    assertThat(String.valueOf(choice.get("limits"))).contains("green=0.25, blue=0.25");
    assertThat(Files.readString(report)).contains("Limits chosen for cost=20", kept);
    CommandLineRun after =
        CommandLineRun.of("validate", "--recipe", recipe, "--data", set.set(), "--json");
    assertThat(after.err()).isEmpty();
    assertThat(after.number("recipe_version")).isEqualTo(2);
    assertThat(after.number("overkill")).isZero();
    assertThat(after.number("escapes")).isZero();
  }

  @Test
  void limitsForPartsWithOneDefectAreChosenByDefects() throws IOException {
    eightThatLimitsTellApart();
    Path report = folder.resolve("chosen.html");

    CommandLineRun run =
        set.validate("--choose", "overkill=0.1", "--per-defect", "--report", report);

    assertThat(run.err())
        .contains("0 of 4 good parts fail, and the rate may be as high as 60.24 %");
    Map<?, ?> choice = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    assertThat(choice.get("per_defect")).isEqualTo(true);
    assertThat(String.valueOf(choice.get("on_this_set"))).contains("escapes=0, overkill=0");
    assertThat(Files.readString(report)).contains("Each defect is taken for a bad part of its own");
  }

  @Test
  void howToChooseWithoutAChoiceIsAUsageError() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--per-defect");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip()).contains("--per-defect needs --choose").doesNotContain("\n");
  }

  @Test
  void withoutGoodPartsThereIsNothingToChooseBy() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    set.bad("b", 1, PaintedSet.SURE);

    CommandLineRun run = set.validate("--choose", "cost=20");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .endsWith(
            "the set has 2 and 0; add pictures of good parts, each with an empty label file (--unlabelled good takes pictures without one for good parts), or leave out --choose")
        .doesNotContain("\n");
  }

  @Test
  void withoutBadPartsThereIsNothingToChooseBy() throws IOException {
    set.good("a", 0, 0);
    set.good("b", 1, 0);

    assertThat(set.validate("--choose", "cost=20").err().strip())
        .endsWith("the set has 0 and 2; add labelled pictures of bad parts, or leave out --choose");
  }

  @Test
  void anEscapeTargetThatTheSetIsTooSmallToProveIsSaid() throws IOException {
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
      set.good("good" + x, 5 + x, 0);
    }
    assertThat(set.validate("--choose", "escape=0.001").err())
        .contains("does not prove the escape target", "84.19 %");
  }

  /** Limits look better on the parts they were chosen on; 0 of 8 there would prove the target. */
  @Test
  void anEscapeTargetIsProvenByPartsThatTheLimitsWereNotChosenBy() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, x, 250 + x);
      set.bad("bad" + (4 + x), 4 + x, 110 + x); // fainter: overlooked by the first half's limit
      set.good("good" + x, 8 + x, 20 + x);
    }
    Path report = folder.resolve("chosen.html");

    Path recipe = folder.resolve("chosen.json");

    CommandLineRun run =
        set.validate("--choose", "escape=0.4", "--report", report, "--recipe-out", recipe);

    String doubt =
        "The set does not prove the escape target: with limits chosen on one half and counted on the other 4 of 8 bad parts pass, and the rate may be as high as 84.30 %";
    assertThat(String.valueOf(run.json().get("choice")))
        .contains("on_this_set={escapes=0, overkill=0", "on_other_half={escapes=4, overkill=0");
    assertThat(run.err()).contains(doubt);
    assertThat(String.valueOf(run.json().get("warnings"))).contains(doubt);
    assertThat(Files.readString(report))
        .contains(doubt)
        .contains("On this set: escapes 0.00 % (")
        .contains("Chosen on one half, counted on the other: escapes 50.00 % (");
    assertThat(Files.readAllLines(folder.resolve("chosen-curve.csv")))
        .anyMatch(row -> row.startsWith("chosen,0,8,0,4,0.000000,0.000000,"))
        .anyMatch(row -> row.startsWith("other half,4,8,0,4,0.500000,0.000000,"));
    assertThat(
            CommandLineRun.of(
                    "validate",
                    "--model",
                    set.model(),
                    "--data",
                    set.set(),
                    "--choose",
                    "escape=0.4")
                .out())
        .contains("on this set: 0 of 8 bad parts pass, 0 of 4 good parts fail")
        .contains("counted on the other: 4 of 8 bad parts pass, 0 of 4 good parts fail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cost=0",
        "cheap",
        "escape=1",
        "escape=-0.1",
        "escape=",
        "overkill=1",
        "cost=NaN",
        ""
      })
  void aGoalThatIsNoneIsAUsageErrorInOneLine(String goal) throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--choose", goal);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip())
        .startsWith("sightline: ")
        .contains("--choose")
        .doesNotContain("\n");
  }

  @Test
  void aRecipeToSaveWithoutAChoiceIsAUsageError() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--recipe-out", folder.resolve("r.json"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip()).contains("--recipe-out needs --choose").doesNotContain("\n");
  }

  @Test
  void theCurveLiesBesideTheRecipeAndHoldsTheChosenLimits() throws IOException {
    eightThatLimitsTellApart();
    Path recipe = folder.resolve("chosen.json");

    CommandLineRun run = set.validate("--choose", "cost=20", "--recipe-out", recipe);

    assertThat(run.code()).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("chosen-curve.csv"));
    assertThat(rows.get(0))
        .isEqualTo(
            "row,escapes,bad_parts,overkill,good_parts,escape_rate,overkill_rate,failFrom red,failFrom green,failFrom blue");
    assertThat(rows.get(1)).startsWith("chosen,0,4,0,4,0.000000,0.000000,");
    String chosen = rows.get(1).split(",", -1)[7];
    assertThat(Files.readString(recipe)).contains("\"failFrom\" : " + Double.valueOf(chosen));
    assertThat(rows.get(2)).startsWith("other half,").endsWith(",,,");
    assertThat(rows.get(3)).as("the mildest").startsWith("curve,4,4,0,4,1.000000,");
    assertThat(rows.get(rows.size() - 1)).as("the strictest").startsWith("curve,0,4,4,4,");
    assertThat(rows.subList(3, rows.size()))
        .as("limits fall, and what they come to follows from them")
        .isSortedAccordingTo(
            Comparator.comparingDouble((String row) -> -Double.parseDouble(row.split(",", -1)[7])));
  }

  /** A failure in the last step must not lose hours of judging. */
  @Test
  void aReportThatFailsAtLastLosesNeitherFiguresNorRecipe() throws IOException {
    eightThatLimitsTellApart();
    Path recipe = folder.resolve("chosen.json");
    Path tooLong = folder.resolve("r".repeat(250) + ".html"); // too long once .part is appended

    CommandLineRun run =
        set.validate("--choose", "cost=20", "--recipe-out", recipe, "--report", tooLong);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.number("overkill")).isEqualTo(4);
    assertThat(run.err()).contains("cannot be written");
    assertThat(recipe).exists();
    assertThat(folder.resolve("chosen-curve.csv")).exists();
  }

  @Test
  void aRecipeThatFailsAtLastLosesNeitherFiguresNorReport() throws IOException {
    eightThatLimitsTellApart();
    Path report = folder.resolve("chosen.html");
    Path tooLong = folder.resolve("r".repeat(260) + ".json");

    CommandLineRun run =
        set.validate("--choose", "cost=20", "--recipe-out", tooLong, "--report", report);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.number("overkill")).isEqualTo(4);
    assertThat(run.err()).contains("r.json");
    assertThat(report).exists();
  }

  @Test
  void anOverkillTargetThatTheSetIsTooSmallToProveIsSaid() throws IOException {
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, x, PaintedSet.SURE);
      set.good("good" + x, 5 + x, 0);
    }
    assertThat(set.validate("--choose", "overkill=0.01").err())
        .contains("does not prove the overkill target", "0 of 2 good parts fail", "84.19 %");
  }

  /** Limits look better on the parts they were chosen on; 0 of 8 there would prove the target. */
  @Test
  void anOverkillTargetIsProvenByPartsThatTheLimitsWereNotChosenBy() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.good("good" + x, x, 20 + x);
      set.good("good" + (4 + x), 4 + x, 180 + x); // failed by the first half's limit
      set.bad("bad" + x, 8 + x, 250 + x);
    }
    Path report = folder.resolve("chosen.html");

    CommandLineRun run = set.validate("--choose", "overkill=0.4", "--report", report);

    String doubt =
        "The set does not prove the overkill target: with limits chosen on one half and counted on the other 4 of 8 good parts fail, and the rate may be as high as 84.30 %";
    assertThat(run.err()).contains(doubt);
    assertThat(String.valueOf(run.json().get("warnings"))).contains(doubt);
    assertThat(Files.readString(report)).contains(doubt);
  }

  /** The signer must see that no figure above comes from the chosen limits. */
  @Test
  void theReportSaysThatItsFiguresAreByTheLimitsNow() throws IOException {
    eightThatLimitsTellApart();
    Path report = folder.resolve("chosen.html");

    CommandLineRun run = set.validate("--choose", "cost=20", "--report", report);

    assertThat(run.code()).isZero();
    assertThat(Files.readString(report))
        .contains(
            "All figures and pictures above are by the limits now (version 1). Judge version 2 with --recipe on other pictures before release.",
            "by recipe cells, version 1, through the station's own pipeline");
  }
}
