package io.sightline.app.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Verdict;
import io.sightline.report.validation.PartTally;
import io.sightline.report.validation.Robustness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Numbers are formatted the same in every language of the computer. */
@Timeout(120)
class ValidateLocaleTest {
  private static final int MANY = 1_050;

  @TempDir private Path folder;
  private final Locale usual = Locale.getDefault();

  @BeforeEach
  void inGerman() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void asBefore() {
    Locale.setDefault(usual);
  }

  @Test
  void figuresAndWarningsAreTheSameInEveryLanguage() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.bad("bad 1", 0, PaintedSet.SURE);
    set.bad("bad 2", 1, PaintedSet.FAINT);
    set.good("good", 2, 0);
    set.painted("lost", 3, 0);
    Path images = set.set().resolve("images");
    for (int i = 0; i < MANY; i++) {
      Files.copy(images.resolve("good.png"), images.resolve("good " + i + ".png"));
      set.labelled("good " + i, "");
      Files.copy(images.resolve("lost.png"), images.resolve("lost " + i + ".png"));
      set.labelled("orphan " + i, "");
    }

    CommandLineRun json = set.validate("--choose", "escape=0.001");
    assertThat(json.code()).as(json.err()).isZero();
    assertThat(String.valueOf(json.json().get("warnings")))
        .contains("1,051 pictures have no labels", "1,050 label files", "of the 1,053 pictures")
        .containsPattern("as high as \\d+\\.\\d\\d %")
        .doesNotContainPattern("\\d\\.\\d{3}\\b");

    CommandLineRun text =
        CommandLineRun.of(
            "validate", "--model", set.model(), "--data", set.set(), "--choose", "escape=0.001");
    assertThat(text.out())
        .contains("1,053 pictures", "of 1,051 good parts")
        .doesNotContain("1.05")
        .doesNotContainPattern("\\d,\\d\\d? %");
  }

  @Test
  void whatTheLayersBelowSayIsTheSameInEveryLanguage() throws IOException {
    PaintedSet set = PaintedSet.in(folder);
    set.painted("lost", 3, 0);
    Path images = set.set().resolve("images");
    for (int i = 1; i < MANY; i++) {
      Files.copy(images.resolve("lost.png"), images.resolve("lost " + i + ".png"));
    }
    set.labelled("orphan", "");

    assertThat(set.validate().err()).contains("None of the 1,050 pictures in ");
  }

  /** Of parts that were counted without looking at them: ten looks at each take minutes. */
  @Test
  void theRobustnessTableIsTheSameInEveryLanguage() {
    PartTally undisturbed = new PartTally("undisturbed", List.of("red"), name -> 0.25);
    PartTally darker = new PartTally("darker", List.of("red"), name -> 0.25);
    for (int i = 0; i < MANY; i++) {
      undisturbed.add(GroundTruth.GOOD, Verdict.PASS, List.of(), false);
      darker.add(GroundTruth.GOOD, i < 20 ? Verdict.FAIL : Verdict.PASS, List.of(), false);
    }

    assertThat(RobustnessTable.text(Robustness.of(undisturbed, List.of(darker), false)).lines())
        .anyMatch(line -> line.matches("undisturbed +100\\.00 % +\\+0\\.0000 .* 0 of 1,050 *"))
        .anyMatch(line -> line.matches("darker +98\\.10 % +-0\\.0190 .* 20 of 1,050 \\*"));
  }
}
