package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.app.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code validate --robustness} on a set whose response to light is known exactly. */
@Timeout(120)
class RobustnessCommandTest {
  /** Confidence 0.31; at 70 % of the light it is 0.22, below the limit of 0.25. */
  private static final int DARK_DEFECT = 80;

  /** Confidence 0.20; at 130 % of the light it is 0.25, which reaches the limit. */
  private static final int BRIGHT_SPECK = 50;

  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, 3 + x, 200);
      set.good("good" + x, 3 + x, PaintedSet.FAINT);
    }
    set.bad("dark", 5, DARK_DEFECT);
    set.good("speck", 6, BRIGHT_SPECK);
  }

  private static Map<?, ?> row(CommandLineRun run, String name) {
    Map<?, ?> robustness = (Map<?, ?>) Objects.requireNonNull(run.json().get("robustness"));
    List<?> rows = (List<?>) Objects.requireNonNull(robustness.get("disturbed"));
    return rows.stream()
        .map(each -> (Map<?, ?>) each)
        .filter(each -> name.equals(each.get("disturbance")))
        .findFirst()
        .orElseThrow();
  }

  private static double number(Map<?, ?> row, String key) {
    return ((Number) Objects.requireNonNull(row.get(key))).doubleValue();
  }

  @Test
  void brighterAndDarkerPicturesCostExactlyTheseParts() {
    CommandLineRun run = set.validate("--robustness");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.number("escapes")).as("undisturbed").isZero();
    assertThat(run.number("overkill")).as("undisturbed").isZero();
    Map<?, ?> brighter = row(run, "brightness +30 %");
    assertThat(number(brighter, "overkill")).isEqualTo(1);
    assertThat(number(brighter, "escapes")).isZero();
    assertThat(number(brighter, "part_accuracy")).isCloseTo(0.9, within(1e-6));
    assertThat(number(brighter, "change")).isCloseTo(-0.1, within(1e-6));
    assertThat(brighter.get("falls")).isEqualTo(true);
    Map<?, ?> darker = row(run, "brightness -30 %");
    assertThat(number(darker, "escapes")).isEqualTo(1);
    assertThat(number(darker, "overkill")).isZero();
    assertThat(number(darker, "escape_rate")).isCloseTo(0.2, within(1e-6));
    Map<?, ?> noise = row(run, "noise, sigma 8 levels");
    assertThat(number(noise, "part_accuracy")).as("the network takes the mean of a cell").isOne();
    assertThat(noise.get("falls")).isEqualTo(false);
    assertThat(noise.get("guard")).isNull();
  }

  @Test
  void theLimitThatGuardsAgainstItIsFoundAndHolds() throws IOException {
    Map<?, ?> guard =
        (Map<?, ?>)
            Objects.requireNonNull(
                row(set.validate("--robustness"), "brightness +30 %").get("guard"));

    assertThat(guard.get("suffices")).isEqualTo(true);
    assertThat(number(guard, "part_accuracy")).isOne();
    double limit = number((Map<?, ?>) Objects.requireNonNull(guard.get("failFrom")), "red");
    assertThat(limit).isBetween(0.256, 0.313);
    assertThat(brighter(recipe("{\"failFrom\": %s}".formatted(limit)))).isOne();
  }

  /**
   * The parts that the disturbance spoils are doubtful ones: a failFrom alone changes none. The set
   * shows no defect of green and blue, which keep their limits.
   */
  @Test
  void aGuardOfARecipeWithReviewLimitsSaysThatItIsWithoutThem() throws IOException {
    Path report = folder.resolve("r.html");
    Path asks = recipe("{\"failFrom\": 0.3, \"reviewFrom\": 0.22}");

    CommandLineRun run =
        CommandLineRun.of(
            "validate", "--recipe", asks, "--data", set.set(), "--robustness", "--report", report);

    assertThat(run.code()).isZero();
    String guard = "guarded by failFrom red 0.285, green 0.300, blue 0.300 without review limits: ";
    assertThat(run.out()).contains("brightness +30 %: " + guard + "100.00 % right");
    assertThat(Files.readString(report)).contains("brightness +30 %: " + guard);
    assertThat(brighter(recipe("{\"failFrom\": 0.285}"))).isOne();
    assertThat(brighter(recipe("{\"failFrom\": 0.285, \"reviewFrom\": 0.22}")))
        .isCloseTo(0.9, within(1e-6));
  }

  private Path recipe(String red) throws IOException {
    return Files.writeString(
        folder.resolve("recipe.json"),
        """
        {"name": "Cells", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.3,
         "classes": {"red": %s}}
        """
            .formatted(set.model(), red));
  }

  private double brighter(Path recipe) {
    CommandLineRun run =
        CommandLineRun.of(
            "validate", "--recipe", recipe, "--data", set.set(), "--robustness", "--json");
    return number(row(run, "brightness +30 %"), "part_accuracy");
  }

  @Test
  void whatNoLimitGuardsIsSaid() throws IOException {
    set.good("as dark", 7, DARK_DEFECT * 7 / 10); // as dark as the dark defect at 70 % of the light

    Map<?, ?> guard =
        (Map<?, ?>)
            Objects.requireNonNull(
                row(set.validate("--robustness"), "brightness -30 %").get("guard"));

    assertThat(guard.get("suffices")).isEqualTo(false);
    assertThat(number(guard, "part_accuracy")).isLessThan(1);
  }

  /** Three specks are as bright at 130 % of the light as this defect is not without it. */
  @Test
  void limitsThatCostTheUndisturbedPicturesTooMuchDoNotSuffice() throws IOException {
    set.bad("faint", 7, 64);
    set.good("speck 2", 8, BRIGHT_SPECK);
    set.good("speck 3", 9, BRIGHT_SPECK);

    Map<?, ?> guard =
        (Map<?, ?>)
            Objects.requireNonNull(
                row(set.validate("--robustness"), "brightness +30 %").get("guard"));

    assertThat(number(guard, "part_accuracy")).isOne();
    assertThat(number(guard, "part_accuracy_undisturbed")).isCloseTo(12 / 13.0, within(1e-6));
    assertThat(guard.get("suffices")).isEqualTo(false);
  }

  /** A contrast of 10 is 7 at 70 % of the light, below the 8 it takes for a part to pass. */
  @Test
  void noLimitGuardsAgainstPicturesThatTurnPlain() throws IOException {
    PaintedSet faint = PaintedSet.in(Files.createDirectory(folder.resolve("faint")));
    for (int x = 0; x < 4; x++) {
      faint.bad("bad" + x, 3 + x, 200);
      faint.good("good" + x, 0, x); // shows nothing but its ground
    }

    CommandLineRun run = faint.validate("--robustness");

    assertThat(run.number("overkill")).as("undisturbed").isZero();
    Map<?, ?> darker = row(run, "brightness -30 %");
    assertThat(number(darker, "overkill")).isEqualTo(4);
    assertThat(number(darker, "escapes")).isZero();
    Map<?, ?> guard = (Map<?, ?>) Objects.requireNonNull(darker.get("guard"));
    assertThat(guard.get("suffices")).isEqualTo(false);
    assertThat(number(guard, "part_accuracy")).isCloseTo(0.5, within(1e-6));
  }

  /** Limits are searched for as if a part's first defect failed it. */
  @Test
  void forARecipeThatWantsSeveralDefectsNoLimitsAreSearchedFor() throws IOException {
    PaintedSet two = PaintedSet.in(Files.createDirectory(folder.resolve("two")));
    for (int x = 0; x < 2; x++) {
      two.bad("bad" + x, 3 + x, DARK_DEFECT);
      two.logo("bad" + x); // the other defect
      two.good("good" + x, 3 + x, PaintedSet.FAINT);
    }
    Path recipe = folder.resolve("several.json");
    Files.writeString(
        recipe,
        """
        {"name": "Several", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.25,
         "defectsToFail": 2}
        """
            .formatted(two.model()));

    CommandLineRun run = two.validate("--recipe", recipe, "--robustness");

    assertThat(run.number("escapes")).as("undisturbed").isZero();
    Map<?, ?> darker = row(run, "brightness -30 %");
    assertThat(number(darker, "escapes")).isEqualTo(2);
    assertThat(darker.get("falls")).isEqualTo(true);
    assertThat(darker.get("guard")).isNull();
  }

  @Test
  void theTerminalAndTheReportShowTheSameTable() throws IOException {
    Path report = folder.resolve("r.html");

    CommandLineRun run =
        CommandLineRun.of(
            "validate",
            "--model",
            set.model(),
            "--data",
            set.set(),
            "--robustness",
            "--report",
            report);

    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("undisturbed +100\\.00 % +\\+0\\.0000 +0 of 5 +0 of 5 *"))
        .anyMatch(line -> line.matches("brightness \\+30 % +90\\.00 % +-0\\.1000 .* 1 of 5 \\*"))
        .anyMatch(line -> line.startsWith("brightness +30 %: guarded by failFrom"));
    assertThat(Files.readString(report))
        .contains("<h2>Robustness</h2>", "brightness -30 %", "90.00 % ▼", "1 of 5")
        .contains("guarded by failFrom red");
  }

  /** OpenCV cannot rotate or scale them, and from 65,500 pixels on there is no JPEG of them. */
  @Test
  void picturesTooLongToBeDisturbedAreLeftOutOfTheTable() throws IOException {
    set.wide("long", 66_000);

    CommandLineRun run = set.validate("--robustness");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "Note: 1 pictures are longer than 32,766 pixels, too long to be disturbed, and are left out of the robustness; the first is images/long.png"
                + System.lineSeparator());
    assertThat(run.number("images")).isEqualTo(11);
    assertThat(number(row(run, "JPEG quality 50"), "part_accuracy")).isOne();
    assertThat(number(row(run, "brightness +30 %"), "part_accuracy")).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void aSetOfNothingElseHasNoTable() throws IOException {
    PaintedSet wide = PaintedSet.in(Files.createDirectory(folder.resolve("wide")));
    wide.wide("long", 40_000);

    CommandLineRun run = wide.validate("--robustness");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json()).doesNotContainKey("robustness");
    assertThat(run.err()).contains("too long to be disturbed");
  }

  @Test
  void withoutTheOptionThereIsNoTable() {
    assertThat(set.validate().json()).doesNotContainKey("robustness");
  }

  @Test
  void twiceIsTheSame() {
    assertThat(set.validate("--robustness").json().get("robustness"))
        .isEqualTo(set.validate("--robustness").json().get("robustness"));
  }
}
