package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands print a model's terms on standard error if it is for research only. */
@Timeout(120)
class TermsNoticeTest {
  @TempDir private Path folder;
  private Path boards = Path.of("");

  @BeforeEach
  void make() {
    boards = folder.resolve("boards");
    CommandLineRun.of("simulate", "--out", boards, "--count", 3, "--seed", 6, "--defects", 0.5);
  }

  private CommandLineRun inspect(String model) {
    return CommandLineRun.of(
        "inspect", "folder:" + boards, "--model", model, "--data", folder.resolve("d"), "--json");
  }

  private CommandLineRun validate(String model) {
    return CommandLineRun.of("validate", "--model", model, "--data", boards, "--json");
  }

  private static void assertToldOnce(CommandLineRun run) {
    assertThat(run.code()).isZero();
    assertThat(run.err().lines().filter(line -> line.contains("Research use only")))
        .singleElement()
        .asString()
        .startsWith("Terms of the model deeppcb: Research use only");
    assertThat(String.valueOf(run.json().get("terms"))).startsWith("Research use only");
  }

  private static void assertNotTold(CommandLineRun run) {
    assertThat(run.code()).isZero();
    assertThat(run.err()).doesNotContain("erms");
    assertThat(String.valueOf(run.json().get("terms"))).startsWith("Apache-2.0");
  }

  @Test
  void inspectingSaysIt() {
    assertToldOnce(inspect("deeppcb"));
    assertNotTold(inspect("board"));
  }

  @Test
  void detectingSaysIt() {
    assertThat(detect("deeppcb").err())
        .containsOnlyOnce("Terms of the model deeppcb: Research use");
    assertThat(detect("board").err()).doesNotContain("erms");
  }

  private CommandLineRun detect(String model) {
    return CommandLineRun.of(
        "detect", "folder:" + boards, "--model", model, "--parts", 1, "--jsonl", "-");
  }

  @Test
  void measuringSaysIt() {
    assertThat(bench("deeppcb").err()).containsOnlyOnce("Terms of the model deeppcb: Research use");
    assertThat(bench("board").err()).doesNotContain("erms");
  }

  private static CommandLineRun bench(String model) {
    return CommandLineRun.of(
        "bench", "--json", "--no-screen", "--turns", 1, "--parts", 2, "--model", model);
  }

  @Test
  void validatingSaysIt() {
    assertToldOnce(validate("deeppcb"));
    assertNotTold(validate("board"));
  }
}
