package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import io.sightline.config.Json;
import io.sightline.config.RecipeFile;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipe that {@code validate --choose} makes of the one in use. */
@Timeout(120)
class ChosenRecipeTest {
  private static final Json JSON = new Json();

  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));
  private Path before = Path.of("");
  private Path after = Path.of("");

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
    before = folder.resolve("before.json");
    after = folder.resolve("after.json");
  }

  private void twoOfEachKind() throws IOException {
    for (int x = 0; x < 2; x++) {
      set.bad("bad" + x, 3 + x, 200);
      set.good("good" + x, 3 + x, PaintedSet.FAINT);
    }
  }

  /** Chooses limits for a recipe with these further rules, and saves them. */
  private CommandLineRun choose(String rules, Object... more) throws IOException {
    Files.writeString(
        before,
        """
        {"name": "Cells", "version": 1, "product": "Cell", "model": "%s", "failFrom": 0.25, %s}
        """
            .formatted(set.model(), rules));
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("validate", "--recipe", before, "--data", set.set(), "--json"),
                Stream.concat(
                    Stream.of("--choose", "cost=20", "--recipe-out", after), Stream.of(more)))
            .toArray());
  }

  /** Limits that miss no bad part by its first defect would let those with only one pass. */
  @Test
  void limitsAreNotChosenForARecipeThatWantsSeveralDefects() throws IOException {
    twoOfEachKind();

    CommandLineRun run = choose("\"defectsToFail\": 2");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("fail a part by its first defect; \"Cells\" wants 2")
        .hasLineCount(1);
    assertThat(after).doesNotExist();
  }

  @Test
  void onlyConfidencesAreChosen() throws IOException {
    twoOfEachKind();

    CommandLineRun run =
        choose(
            """
            "classes": {"red": {"failFrom": 0.5, "reviewFrom": 0.3, "minimumSize": 6}},
            "ignore": [{"x1": 0, "y1": 0, "x2": 96, "y2": 8}], "minimumContrast": 5
            """);

    assertThat(run.code()).as(run.err()).isZero();
    Recipe old = RecipeFile.read(before, JSON);
    Recipe chosen = RecipeFile.read(after, JSON);
    double limit = chosen.limitFor("red").failFrom();
    assertThat(limit).isBetween(PaintedSet.FAINT / 255.0, 200 / 255.0);
    assertThat(chosen.limitFor("red"))
        .as("no review: the limits were chosen for verdicts without one")
        .isEqualTo(new ClassLimit(limit, limit, 6));
    assertThat(chosen)
        .isEqualTo(
            new Recipe(
                old.name(),
                2,
                old.product(),
                old.model(),
                old.standard(),
                chosen.limits(),
                old.ignore(),
                old.defectsToFail(),
                old.minimumContrast()));
  }

  @Test
  void aModelFileIsSavedByAPathThatAnyWorkingDirectoryWillDoFor() throws IOException {
    twoOfEachKind();

    CommandLineRun run =
        choose("\"minimumContrast\": 5", "--model", set.set().resolve("../cells.onnx"));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(RecipeFile.read(after, JSON).model()).isEqualTo(set.model().toString());
  }

  @Test
  void aBundledModelIsSavedByItsName() {
    Path boards = folder.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 8, "--seed", 6, "--defects", 0.5);

    CommandLineRun run =
        new PaintedSet(Path.of("board"), boards)
            .validate("--choose", "cost=20", "--recipe-out", after);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(RecipeFile.read(after, JSON).model()).isEqualTo("board");
  }

  /** Where nothing is found in such a picture, the verdict is ERROR, whatever the limits. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsPromisedOfPlainPicturesIsKeptToo(boolean byDefect) throws IOException {
    twoOfEachKind();
    for (int x = 0; x < 2; x++) {
      set.bad("plain bad" + x, 0, 1 + x); // shows nothing but its ground, of contrast 10
      set.good("plain good" + x, 0, 3 + x);
    }

    CommandLineRun run =
        byDefect
            ? choose("\"minimumContrast\": 12", "--per-defect")
            : choose("\"minimumContrast\": 12");

    Map<?, ?> chosen = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    assertThat(String.valueOf(chosen.get("on_this_set"))).contains("escapes=0, overkill=2");
    CommandLineRun kept =
        CommandLineRun.of("validate", "--recipe", after, "--data", set.set(), "--json");
    assertThat(kept.number("escapes")).isZero();
    assertThat(kept.number("overkill")).isEqualTo(2);
  }
}
