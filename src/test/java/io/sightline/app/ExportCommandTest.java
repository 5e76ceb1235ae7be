package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import io.sightline.store.DataDirectory;
import io.sightline.store.OlderStore;
import io.sightline.store.SampleInspections;
import io.sightline.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code export} writes, and which files it leaves alone. */
@Timeout(120)
class ExportCommandTest {
  @TempDir private Path directory;

  @Test
  void exportGivesWhatInspectStored() throws IOException {
    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 5, "--data", directory);
    CommandLineRun.of(
        "inspect", "sim:board?seed=4", "--parts", 4, "--line", "Line 2", "--data", directory);
    Path csv = directory.resolve("two.csv");

    CommandLineRun run =
        CommandLineRun.of(
            "export", "--line", "Line 2", "--csv", csv, "--data", directory, "--json");

    assertThat(run.code()).isZero();
    assertThat(run.number("rows")).isEqualTo(4);
    assertThat(Files.readAllLines(csv)).hasSize(5).last().asString().contains("Line 2,4,");
  }

  @Test
  void exportOfAnOlderStoreLeavesItsNewestColumnEmpty() throws IOException, SQLException {
    DataDirectory data = new DataDirectory(directory);
    OlderStore.make(data);
    byte[] before = Files.readAllBytes(data.storeFile());
    Path csv = directory.resolve("old.csv");

    CommandLineRun run =
        CommandLineRun.of(
            "export", "--line", OlderStore.LINE, "--csv", csv, "--data", directory, "--json");

    assertThat(run.number("rows")).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).endsWith(",truth_defects,recipe_sha256");
    assertThat(lines.get(1)).contains(",standard,3,").endsWith(",frame 4,,,,");
    assertThat(Files.readAllBytes(data.storeFile())).isEqualTo(before);
  }

  @Test
  void exportOfALineThatThereIsNotLeavesAnOlderReport() throws IOException {
    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 2, "--data", directory);
    Path csv = Files.writeString(directory.resolve("good.csv"), "inspection_id,old");

    CommandLineRun run =
        CommandLineRun.of("export", "--line", "Lime 1", "--csv", csv, "--data", directory);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("There is no line \"Lime 1\"");
    assertThat(csv).hasContent("inspection_id,old");
  }

  @Test
  void exportOntoAFileThatIsNoReportLeavesItAsItIs() throws IOException {
    SqliteStore.open(new DataDirectory(directory)).close();
    Files.createDirectories(directory.resolve("recipes"));
    Files.writeString(directory.resolve("settings.json"), "{\"station\": \"Press 4\"}");
    Files.writeString(directory.resolve("recipes/b.json"), "{\"name\": \"B\"}");
    Files.write(directory.resolve("part.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    for (String name :
        List.of("sightline.db", "sightline.lock", "settings.json", "recipes/b.json", "part.png")) {
      byte[] before = Files.readAllBytes(directory.resolve(name));

      CommandLineRun run =
          CommandLineRun.of("export", "--csv", directory.resolve(name), "--data", directory);

      assertThat(run.code()).as(name).isEqualTo(1);
      assertThat(run.err()).contains(name, "is not a Sightline report").hasLineCount(1);
      assertThat(directory.resolve(name)).hasBinaryContent(before);
    }
  }

  @Test
  void exportTakesAPartOfTheTime() {
    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 3, "--data", directory);
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")); // where local time is not UTC
      LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
      String earlier = now.minusHours(1).toString();
      String later = now.plusHours(1).toString();

      assertThat(exported("--to", "2020-01-01T06:00Z")).isZero();
      assertThat(exported("--to", earlier)).isZero();
      assertThat(exported("--from", later)).isZero();
      assertThat(exported("--from", earlier, "--to", later)).isEqualTo(3);
      assertThat(exported("--to", Instant.now().plusSeconds(3600).toString())).isEqualTo(3);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  /** In Berlin, 02:00 to 03:00 is left out: the clocks are put forward at 01:00 UTC. */
  @Test
  void aTimeThatTheClocksSkipIsTheMomentTheyArePutForward() throws IOException {
    try (SqliteStore store = SqliteStore.open(new DataDirectory(directory))) {
      store.append(List.of(judgedAt("2027-03-28T01:10:00Z"), judgedAt("2027-03-28T01:40:00Z")));
    }
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      assertThat(exported("--from", "2027-03-28T02:00", "--to", "2027-03-28T02:30")).isZero();
      assertThat(exported("--from", "2027-03-28T02:30", "--to", "2027-03-28T03:00")).isZero();
      assertThat(exported("--from", "2027-03-28T03:00", "--to", "2027-03-28T03:30")).isOne();
      assertThat(exported("--from", "2027-03-28T02:30")).isEqualTo(2);
      CommandLineRun same =
          CommandLineRun.of(
              "export",
              "--csv",
              directory.resolve("time.csv"),
              "--data",
              directory,
              "--from",
              "2027-03-28T02:30",
              "--to",
              "2027-03-28T02:30");
      assertThat(same.code()).isEqualTo(2);
      assertThat(same.err()).contains("--from is not before --to");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static Inspection judgedAt(String moment) {
    long since = Duration.between(SampleInspections.START, Instant.parse(moment)).toMillis();
    return SampleInspections.part("Line 1", since / 60);
  }

  /** Returns the number of rows exported within these bounds. */
  private int exported(String... bounds) {
    Stream<Object> all =
        Stream.concat(
            Stream.of(
                "export", "--csv", directory.resolve("time.csv"), "--data", directory, "--json"),
            Stream.of(bounds));
    return (int) CommandLineRun.of(all.toArray()).number("rows");
  }

  @Test
  void exportLeavesReportsOfOtherKinds() throws IOException {
    SqliteStore.open(new DataDirectory(directory)).close();
    for (String text :
        List.of(
            "<!DOCTYPE html>\n<p>Sightline validation report</p>",
            "{\"image\":\"1.png\"}",
            "row,escapes,")) {
      Path other = Files.writeString(directory.resolve("other"), text);

      CommandLineRun run = CommandLineRun.of("export", "--csv", other, "--data", directory);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err().strip())
          .isEqualTo(
              "sightline: %s is already there and is a report of another kind: name another file",
              other);
      assertThat(other).hasContent(text);
    }
  }

  @Test
  void exportOfATimeWithoutPartsLeavesAReportThatHasSome() throws IOException {
    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 2, "--data", directory);
    Path csv = directory.resolve("report.csv");
    CommandLineRun.of("export", "--csv", csv, "--data", directory);
    Files.write(csv, new byte[] {(byte) 0xfc}, StandardOpenOption.APPEND); // ü as Windows saves it
    byte[] before = Files.readAllBytes(csv);

    CommandLineRun run =
        CommandLineRun.of("export", "--csv", csv, "--from", "2130-01-01", "--data", directory);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().strip())
        .isEqualTo(
            "sightline: Nothing was inspected in that time: the older report %s stays as it is",
            csv);
    assertThat(csv).hasBinaryContent(before);
  }

  @Test
  void exportOfATimeWithoutPartsIsAHeaderAndSaysSo() throws IOException {
    CommandLineRun.of("inspect", "sim:board?seed=3", "--parts", 1, "--data", directory);
    Path csv = directory.resolve("none.csv");
    for (int time = 1; time <= 2; time++) { // the second run replaces the file

      CommandLineRun run =
          CommandLineRun.of(
              "export", "--csv", csv, "--from", "2130-01-01", "--data", directory, "--json");

      assertThat(run.code()).isZero();
      assertThat(run.number("rows")).isZero();
      assertThat(run.err().strip())
          .isEqualTo("Note: nothing was inspected in that time: %s has no rows", csv);
      assertThat(Files.readAllLines(csv)).hasSize(1);
    }
    CommandLineRun one = CommandLineRun.of("export", "--csv", csv, "--data", directory);
    assertThat(one.out().strip()).isEqualTo("1 row in " + csv);
    assertThat(one.err().strip()).isEmpty();
  }
}
