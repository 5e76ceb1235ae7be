package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.store.DataDirectory;
import io.sightline.store.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
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

  /** The only part is missed: the pictures are smaller than the recipe can be meant for. */
  @Test
  void aRunThatRecordedNothingLeavesAnOlderReportAsItWas() throws IOException {
    Path recipe =
        Files.writeString(
            directory.resolve("far.json"),
            """
            {"name": "far", "version": 1, "product": "board", "model": "board", "failFrom": 0.4,
             "ignore": [{"x1": 1e5, "y1": 1e5, "x2": 2e5, "y2": 2e5}]}
            """);
    String older = "inspection_id,line\r\n1,of yesterday\r\n";
    Path csv = Files.writeString(directory.resolve("good.csv"), older);

    CommandLineRun run = inspect("sim:board?ppm=600", csv, "--recipe", recipe);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.number("missed")).isEqualTo(1);
    assertThat(run.number("recorded")).isZero();
    assertThat(run.err()).contains("which the recipe \"far\" is not made for").hasLineCount(1);
    assertThat(csv).content().isEqualTo(older);
  }

  @Test
  void aPartIsOfTheShiftThatThePlantsClockSays() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")); // where local time is not UTC
      LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
      Files.writeString(
          Files.createDirectories(directory.resolve("d")).resolve("settings.json"),
          """
          {"shifts": [{"name": "Here", "from": "%s"}, {"name": "Elsewhere", "from": "%s"}]}
          """
              .formatted(now.minusHours(1), now.plusHours(1)));
      Path csv = directory.resolve("r.csv");

      inspect("sim:board?seed=77", csv);

      List<String> rows = Files.readAllLines(csv);
      int shift = List.of(rows.get(0).split(",", -1)).indexOf("shift");
      assertThat(rows.subList(1, rows.size()))
          .hasSize(3)
          .allSatisfy(row -> assertThat(row.split(",", -1)[shift]).isEqualTo("Here"));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void aReportHoldsOnlyItsOwnRunAndLine() throws IOException {
    Path csv = directory.resolve("r.csv");
    inspect("sim:board?seed=76", csv, "--line", "Line 2");
    for (int run = 0; run < 2; run++) {

      CommandLineRun inspected = inspect("sim:board?seed=77", csv);

      assertThat(inspected.code()).as(inspected.err()).isZero();
      assertThat(Files.readAllLines(csv)).hasSize(1 + 3);
    }
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

  /** U+0085 and its like command a terminal, and are letters of a name like others in JSON. */
  @Test
  void aLineHasTheSameNameInTheJsonAndInTheStore() {
    String name = "A\u0085B";

    CommandLineRun run =
        CommandLineRun.of(
            "inspect", "sim:board", "--parts", 1, "--line", name, "--json", "--data", directory);

    assertThat(run.json()).containsEntry("line", name);
    StoreReader store = StoreReader.of(new DataDirectory(directory));
    assertThat(store.lastSerial(name)).isEqualTo(1);
  }

  @Test
  void onePartIsNotParts() {
    CommandLineRun run =
        CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 1, "--data", directory);

    assertThat(run.out()).contains(" of 1 part of known truth: no defective part, 0 overkill");
  }

  @Test
  void whatCannotBeMeasuredForWantOfGoodOrBadPartsIsNotZero() {
    CommandLineRun good =
        CommandLineRun.of(
            "inspect", "sim:board?defects=0", "--parts", 1, "--json", "--data", directory);
    CommandLineRun bad =
        CommandLineRun.of("inspect", "sim:board?defects=1", "--parts", 1, "--data", directory);

    assertThat(good.json()).containsEntry("escapes", null);
    assertThat(good.number("overkill")).isZero();
    assertThat(bad.out()).contains("of known truth: ", " no good part").doesNotContain("overkill");
  }

  private CommandLineRun inspect(String source, Path csv, Object... more) {
    Path data = directory.resolve("d");
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("inspect", source, "--parts", 3, "--csv", csv, "--json", "--data", data),
                Stream.of(more))
            .toArray());
  }
}
