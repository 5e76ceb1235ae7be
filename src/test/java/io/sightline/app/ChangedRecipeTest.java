package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits changed without a new recipe version: the report still tells which limits judged a part.
 */
@Timeout(120)
class ChangedRecipeTest {
  @TempDir private Path directory;

  private CommandLineRun inspect(String failFrom) throws IOException {
    Path recipe =
        Files.writeString(
            directory.resolve("mine.json"),
            """
            {"failFrom": %s, "classes": {"spur": {"minimumSize": 3}, "open": {}},
             "name": "mine", "model": "board", "version": 1, "product": "board"}"""
                .formatted(failFrom));
    return CommandLineRun.of(
        "inspect",
        "sim:board?seed=3",
        "--parts",
        2,
        "--recipe",
        recipe,
        "--engine",
        "cpu",
        "--data",
        directory.resolve("data"));
  }

  @Test
  void itsPartsAreToldApartInTheReportAndItIsSaid() throws IOException {
    assertThat(inspect("0.4").err()).isEmpty();
    assertThat(inspect("0.40").err()).as("the same").isEmpty();
    assertThat(inspect("0.5").err())
        .contains("\"mine\" has changed since it judged parts as version 1")
        .contains("recipe_sha256")
        .hasLineCount(1);
    assertThat(inspect("0.4").err()).contains("has changed since it judged parts as version 1");

    List<String> hashes = hashes();
    assertThat(hashes).hasSize(8).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(hashes.subList(0, 4)).containsOnly(hashes.get(0));
    assertThat(hashes.subList(4, 6)).containsOnly(hashes.get(4)).doesNotContain(hashes.get(0));
    assertThat(hashes.subList(6, 8)).containsOnly(hashes.get(0));
  }

  @Test
  void withoutARecipeTheLimitsOfTheModelAreKeptInTheSameWay() throws IOException {
    for (int run = 1; run <= 2; run++) {
      CommandLineRun done =
          CommandLineRun.of(
              "inspect",
              "sim:board?seed=3",
              "--parts",
              2,
              "--engine",
              "cpu",
              "--data",
              directory.resolve("data"));
      assertThat(done.err()).isEmpty();
    }
    assertThat(inspect("0.4").err()).as("of its own name").isEmpty();

    List<String> hashes = hashes();
    assertThat(hashes).hasSize(6).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(hashes.subList(0, 4)).containsOnly(hashes.get(0)).doesNotContain(hashes.get(4));
  }

  /** Returns the recipe hashes of all parts in the report, oldest first. */
  private List<String> hashes() throws IOException {
    Path csv = directory.resolve("all.csv");
    CommandLineRun.of("export", "--csv", csv, "--data", directory.resolve("data"));
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      return rows.stream().map(row -> row.getField("recipe_sha256")).toList();
    }
  }
}
