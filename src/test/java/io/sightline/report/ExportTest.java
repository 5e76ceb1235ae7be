package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Inspection;
import io.sightline.store.ChildJvm;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.SampleInspections;
import io.sightline.store.SqliteStore;
import io.sightline.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports written from the store to a file. */
class ExportTest {
  @TempDir Path folder;

  /**
   * A heap of 24 MB holds the classes and some thousand rows, but neither 200,000 rows nor their
   * text (50 MB): equivalent to a million rows in 100 MB, in a fifth of the time.
   */
  @Test
  void streamsInConstantMemory() throws Exception {
    ManyParts.make(new DataDirectory(folder), 200_000);
    Path csv = folder.resolve("all.csv");
    Process export =
        ChildJvm.start(
            List.of("-Xmx24m"), ExportingStation.class, folder.toString(), csv.toString());
    try (BufferedReader said = export.inputReader()) {
      assertThat(said.readLine()).isEqualTo("200000");
    }
    assertThat(export.waitFor()).isZero();
    try (Stream<String> lines = Files.lines(csv)) {
      assertThat(lines.count()).isEqualTo(200_001);
    }
  }

  @Test
  void replacesAnOlderReportOnlyByAWholeOne() throws IOException {
    Path file = Files.writeString(folder.resolve("Bericht für März.csv"), "inspection_id");
    try (InspectionStore store = store(2_500);
        Stream<Inspection> rows = store.find(InspectionQuery.ALL);
        Stream<Inspection> again = store.find(InspectionQuery.ALL)) {
      List<Long> told = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  CsvFile.save(
                      file,
                      CsvReport.plain(),
                      rows,
                      written -> {
                        told.add(written);
                        return written < 2_000;
                      }))
          .isInstanceOf(CancellationException.class);
      assertThat(told).containsExactly(1_000L, 2_000L);
      assertThat(file).hasContent("inspection_id");

      Stream<Inspection> breaking =
          Stream.concat(
              Stream.of(SampleInspections.part("A", 1)),
              Stream.of(2)
                  .map(
                      n -> {
                        throw new StoreException("The store is damaged");
                      }));
      assertThatThrownBy(() -> CsvFile.save(file, CsvReport.plain(), breaking, ExportProgress.NONE))
          .isInstanceOf(StoreException.class);
      assertThat(file).hasContent("inspection_id");

      assertThat(CsvFile.save(file, CsvReport.plain(), again, told::add)).isEqualTo(2_500);
      assertThat(told).endsWith(2_000L, 2_500L);
      assertThat(Files.readAllLines(file)).hasSize(2_501);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(path -> path.toString().endsWith(".part"));
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() {
    for (Path file : List.of(folder, folder.resolve("nowhere/a.csv"))) {
      assertThatThrownBy(
              () -> CsvFile.save(file, CsvReport.plain(), Stream.empty(), ExportProgress.NONE))
          .isInstanceOf(ReportException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void marksItsLettersForExcel() throws IOException {
    Path plain = folder.resolve("plain.csv");
    Path excel = folder.resolve("excel.csv");
    Inspection part = SampleInspections.part("Größe", 1);
    CsvFile.save(plain, CsvReport.plain(), Stream.of(part), ExportProgress.NONE);
    CsvFile.save(excel, CsvReport.forExcel(), Stream.of(part), ExportProgress.NONE);
    assertThat(Files.readString(plain)).startsWith("inspection_id,").contains("Größe");
    assertThat(Files.readAllBytes(excel))
        .startsWith(0xEF, 0xBB, 0xBF)
        .endsWith(Files.readString(plain).getBytes(StandardCharsets.UTF_8));
  }

  private InspectionStore store(long parts) {
    InspectionStore store = SqliteStore.open(new DataDirectory(folder.resolve("data")));
    store.append(
        LongStream.rangeClosed(1, parts).mapToObj(n -> SampleInspections.part("A", n)).toList());
    return store;
  }
}
