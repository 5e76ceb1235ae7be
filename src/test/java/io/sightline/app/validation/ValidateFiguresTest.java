package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.app.CommandLineRun;
import io.sightline.inspection.Sha256;
import io.sightline.report.validation.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each figure of {@code validate} counts, and that it stands under its own heading. */
@Timeout(120)
class ValidateFiguresTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  /** Seven parts of which no two rates are the same. */
  private void sevenParts() throws IOException {
    set.bad("found", 0, PaintedSet.SURE);
    set.labelled("found", PaintedSet.cell(2, 0) + PaintedSet.cell(2, 8));
    set.bad("escape", 1, PaintedSet.FAINT);
    set.good("false call", 2, PaintedSet.SURE);
    for (int x = 3; x < 7; x++) {
      set.good("good" + x, x, 0);
    }
  }

  private static double inside(CommandLineRun run, String object, String key) {
    return ((Number) Objects.requireNonNull(inside(run.json(), object).get(key))).doubleValue();
  }

  private static Map<?, ?> inside(Map<?, ?> all, String key) {
    return (Map<?, ?>) Objects.requireNonNull(all.get(key));
  }

  @Test
  void escapesAndOverkillAreCountedAgainstTheirOwnKind() throws IOException {
    set.bad("found", 0, PaintedSet.SURE);
    set.bad("escape", 1, PaintedSet.FAINT);
    set.good("good", 2, 0);
    set.good("good too", 3, 0);
    set.good("false call", 4, PaintedSet.SURE);

    CommandLineRun run = set.validate();

    assertThat(run.number("escape_rate")).isEqualTo(0.5);
    assertThat(run.number("overkill_rate")).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(inside(run, "part_accuracy", "value")).isEqualTo(0.6);
    assertThat(run.number("map50_bad_parts")).as("the faint box counts for it").isEqualTo(1);
    assertThat(run.number("map50")).as("the false call is as sure as the right one").isLessThan(1);
    assertThat(run.number("f1")).as("one right, one missed, one false").isEqualTo(0.5);
    assertThat(run.out())
        .contains("{\"names\":[\"red\",\"nothing\"],\"true_by_called\":[[1,1],[1,0]]}");
  }

  /** That a part fails for one defect says nothing about its other defects. */
  @Test
  void defectsAreOverlookedOnPartsThatFail() throws IOException {
    set.painted("two", 3, PaintedSet.FAINT);
    set.logo("two");
    set.labelled("two", PaintedSet.cell(2, 3) + "1 0.04166667 0.0625 0.08333333 0.125\n");
    set.bad("found", 0, PaintedSet.SURE);
    Path report = folder.resolve("report.html");

    CommandLineRun run = set.validate("--report", report);

    assertThat(run.number("escapes")).isZero();
    assertThat(run.number("defects")).isEqualTo(3);
    assertThat(run.number("defects_overlooked")).isEqualTo(1);
    assertThat(run.number("defect_escape_rate")).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(inside(run, "defect_escape_interval", "high")).isCloseTo(0.9057, within(1e-4));
    assertThat(Files.readString(report)).contains("Defects overlooked", "33.33 %");
    assertThat(CommandLineRun.of("validate", "--model", set.model(), "--data", set.set()).out())
        .contains("Overlooked   1 of 3 labelled defects, 33.33 % (0.84 to 90.57)");
  }

  /** A box that only asks for a person's eye is not yet a defect called. */
  @Test
  void whatIsOnlyForReviewIsNotFound() throws IOException {
    set.bad("review", 0, 150);
    set.bad("found", 1, PaintedSet.SURE);
    set.good("good", 2, 0);
    Path recipe = folder.resolve("recipe.json");
    Files.writeString(
        recipe,
        """
        {"name": "Cells", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.9,
         "classes": {"red": {"failFrom": 0.9, "reviewFrom": 0.4}}}
        """
            .formatted(set.model()));

    CommandLineRun run = set.validate("--recipe", recipe);

    assertThat(run.number("review")).isEqualTo(1);
    assertThat(run.number("escapes")).isZero();
    assertThat(run.number("defects_overlooked")).isEqualTo(1);
    assertThat(run.number("f1")).as("one right, one missed").isCloseTo(2 / 3.0, within(1e-6));
    assertThat(run.out())
        .contains("{\"names\":[\"red\",\"nothing\"],\"true_by_called\":[[1,1],[0,0]]}");
  }

  @Test
  void inTheReportsHeadline() throws IOException {
    sevenParts();
    assertThat(page(set.validate("--report", report())))
        .contains(
            tile("Judged rightly", "71.43 %", "5 of 7 parts"),
            tile("Escapes", "50.00 %", "1 of 2 bad parts passed"),
            tile("Overkill", "20.00 %", "1 of 5 good parts not passed"));
  }

  private static String tile(String name, String rate, String counts) {
    return "<h2>%s</h2><strong>%s</strong><p>%s</p>".formatted(name, rate, counts);
  }

  @Test
  void inTheReportsTables() throws IOException {
    sevenParts();
    CommandLineRun run = set.validate("--report", report());

    assertThat(page(run))
        .contains(
            "<th>Model SHA-256</th><td>" + Sha256.of(Files.readAllBytes(set.model())) + "<",
            "<th>Part accuracy</th><td>71.43 %</td>",
            "<th>Escape rate (of bad parts)</th><td>50.00 %</td>",
            "<th>Overkill rate (of good parts)</th><td>20.00 %</td>",
            "<th>Defects overlooked (of labelled ones)</th><td>66.67 %</td>",
            "<th>mAP50, all pictures</th>" + cell(run.number("map50")),
            "<th>mAP50, pictures of bad parts</th>" + cell(run.number("map50_bad_parts")),
            "<td>3</td><td>2</td><td>1</td><td>0.5000</td><td>0.3333</td>");
    assertThat(run.number("map50")).isLessThan(run.number("map50_bad_parts"));
  }

  private static String cell(double value) {
    return String.format(Locale.ROOT, "<td>%.4f</td>", value);
  }

  @Test
  void inTheJsonObject() throws IOException {
    sevenParts();
    CommandLineRun run = set.validate();

    assertThat(run.json())
        .containsEntry("model_sha256", Sha256.of(Files.readAllBytes(set.model())));
    isOf(new Proportion(1, 2), inside(run.json(), "escape_interval"));
    isOf(new Proportion(1, 5), inside(run.json(), "overkill_interval"));
    isOf(new Proportion(2, 3), inside(run.json(), "defect_escape_interval"));
    Map<?, ?> red = inside(inside(run.json(), "per_class"), "red");
    assertThat(red.get("precision")).isEqualTo(0.5);
    assertThat(red.get("recall")).isEqualTo(0.333333);
  }

  private static void isOf(Proportion rate, Map<?, ?> interval) {
    assertThat((Double) interval.get("low")).isCloseTo(rate.low(), within(1e-6));
    assertThat((Double) interval.get("high")).isCloseTo(rate.high(), within(1e-6));
  }

  @Test
  void inTheTerminal() throws IOException {
    sevenParts();
    CommandLineRun run = CommandLineRun.of("validate", "--model", set.model(), "--data", set.set());

    assertThat(run.out())
        .contains("Right        5 of 7 parts", "Escapes      1 of 2 bad parts")
        .contains("Overkill     1 of 5 good parts", "Overlooked   2 of 3 labelled defects")
        .containsPattern("red +3 +2 +1 +0\\.5000 +0\\.3333 ");
  }

  private Path report() {
    return folder.resolve("report.html");
  }

  private String page(CommandLineRun run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readString(report());
  }
}
