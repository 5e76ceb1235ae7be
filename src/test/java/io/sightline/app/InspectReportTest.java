package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report that {@code inspect --csv} saves after its run. */
@Timeout(120)
class InspectReportTest {
  @TempDir private Path directory;

  @Test
  void aRunThatSawNothingLeavesAnOlderReportAsItWas() throws IOException {
    Path csv = Files.writeString(directory.resolve("good.csv"), "inspection_id,of yesterday");

    CommandLineRun run = inspect("folder:" + directory.resolve("typo"), csv);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly("sightline: There is no folder " + directory.resolve("typo"));
    assertThat(csv).hasContent("inspection_id,of yesterday");
  }

  @Test
  void aReportThatCannotBeSavedHidesNoResult() throws IOException {
    Path csv = directory.resolve("r".repeat(245) + ".csv"); // the unfinished name is too long

    CommandLineRun run = inspect("sim:board?seed=77", csv);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.number("parts")).isEqualTo(3);
    assertThat(run.err())
        .startsWith("sightline: The report " + csv + " cannot be written")
        .hasLineCount(1);
  }

  @Test
  void whatCannotBeMeasuredOnOnePartIsNull() {
    CommandLineRun run =
        CommandLineRun.of(
            "inspect", "sim:board", "--engine", "cpu", "--parts", 1, "--json", "--data", directory);

    assertThat(run.json()).containsEntry("parts_per_minute", null);
    assertThat(run.out()).contains("\"latency_ms\":{\"p50\":").doesNotContain("\"p50\":null");
  }

  @Test
  void onePartIsNotParts() {
    CommandLineRun run =
        CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 1, "--data", directory);

    assertThat(run.out()).contains(" of 1 part of known truth: 0 escapes, 0 overkill");
  }

  private CommandLineRun inspect(String source, Path csv) {
    return CommandLineRun.of(
        "inspect", source, "--parts", 3, "--csv", csv, "--json", "--data", directory.resolve("d"));
  }
}
