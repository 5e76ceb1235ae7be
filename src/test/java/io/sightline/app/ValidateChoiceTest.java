package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits chosen on a set by the command. */
@Timeout(120)
class ValidateChoiceTest {
  @TempDir private Path folder;
  private PaintedSet set = new PaintedSet(Path.of(""), Path.of(""));

  @BeforeEach
  void make() throws IOException {
    set = PaintedSet.in(folder);
  }

  @Test
  void chosenLimitsGoIntoARecipeThatKeepsWhatWasPromised() throws IOException {
    for (int x = 0; x < 4; x++) {
      set.bad("bad" + x, x, 150 + x); // 0.59 and more
      set.good("good" + x, 5 + x, 100 + x); // 0.40 at most: false calls by the model's own limit
    }
    Path recipe = folder.resolve("chosen.json");
    Path report = folder.resolve("chosen.html");

    CommandLineRun run =
        set.validate("--choose", "cost=20", "--recipe-out", recipe, "--report", report);

    assertThat(run.err()).isEmpty();
    assertThat(run.number("overkill")).as("before").isEqualTo(4);
    Map<?, ?> choice = (Map<?, ?>) Objects.requireNonNull(run.json().get("choice"));
    assertThat(String.valueOf(choice.get("on_this_set"))).contains("escapes=0, overkill=0");
    assertThat(Files.readString(report)).contains("Limits chosen for cost=20");
    CommandLineRun after =
        CommandLineRun.of("validate", "--recipe", recipe, "--data", set.set(), "--json");
    assertThat(after.err()).isEmpty();
    assertThat(after.number("recipe_version")).isEqualTo(2);
    assertThat(after.number("overkill")).isZero();
    assertThat(after.number("escapes")).isZero();
  }

  @Test
  void withoutGoodPartsThereIsNothingToChooseBy() throws IOException {
    set.bad("a", 0, PaintedSet.SURE);
    set.bad("b", 1, PaintedSet.SURE);

    CommandLineRun run = set.validate("--choose", "cost=20");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip()).contains("the set has 2 and 0").doesNotContain("\n");
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

  @ParameterizedTest
  @ValueSource(strings = {"cost=0", "cheap"})
  void aGoalThatIsNoneIsOneLine(String goal) throws IOException {
    set.bad("a", 0, PaintedSet.SURE);

    CommandLineRun run = set.validate("--choose", goal);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).startsWith("sightline: --choose: ").doesNotContain("\n");
  }
}
