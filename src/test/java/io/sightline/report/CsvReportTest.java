package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.store.SampleInspections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {
  @Test
  void writesOneRowForEachPart() throws IOException {
    assertThat(csv(SampleInspections.part("A", 9), SampleInspections.part("A", 10)))
        .isEqualTo(
            """
            inspection_id,line,serial,lot,shift,product,first_seen,inspected_at,verdict,defect_count,\
            defects,error,recipe,recipe_version,model,model_version,model_sha256,engine,waiting_ms,\
            preparing_ms,inferring_ms,decoding_ms,total_ms,origin,image,truth,truth_defects,\
            recipe_sha256
            00000000-03df-d303-0000-000000000009,A,9,lot-1,early,board,2026-11-23T06:00:00.663456Z,\
            2026-11-23T06:00:00.670456Z,PASS,0,,,standard,3,boards,1,%1$s,cpu,0.500,0.250,5.125,0.063,\
            6.700,frame 9,,GOOD,,%2$s
            00000000-03df-d303-0000-00000000000a,A,10,lot-1,early,board,2026-11-23T06:00:00.723456Z,\
            2026-11-23T06:00:00.730456Z,FAIL,1,short 0.98 @ 120.0 340.25 160.5 380.1,,standard,3,\
            boards,1,%1$s,cpu,0.500,0.250,5.125,0.063,6.700,frame 10,,DEFECTIVE,\
            short @ 120.0 340.25 160.5 380.1,%2$s
            """
                .formatted("ab".repeat(32), SampleInspections.RECIPE.sha256())
                .replace("\n", "\r\n"));
  }

  /**
   * A spreadsheet that separates cells by semicolons or tabs begins one at each of them, whatever
   * the quotes around, and takes a line break for the end of a row.
   */
  @ParameterizedTest
  @ValueSource(strings = {"a;=1+1.png", "a; =1+1", "a;\"=1+1", "a;\t=1+1", "a\n+1", "a\t@b", ";-1"})
  void nothingBecomesAFormulaInOtherCells(String origin) throws IOException {
    Box box = new Box(1, 2, 3, 4);
    String csv =
        csv(
            with(origin, List.of(new Defect("x", 0.9, box), new Defect("=1+1", 0.8, box))),
            SampleInspections.part("A", 9));
    assertThat(csv.split("[;\t\r\n]", -1))
        .noneMatch(piece -> piece.replaceFirst("^[\\s\"]+", "").matches("(?s)[-=+@].*"));
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      NamedCsvRecord row = reader.stream().findFirst().orElseThrow();
      assertThat(CsvRoundTripTest.unguarded(row.getField("origin"))).isEqualTo(origin);
      assertThat(row.getField("defects"))
          .isEqualTo("x 0.90 @ 1.0 2.0 3.0 4.0;' =1+1 0.80 @ 1.0 2.0 3.0 4.0");
    }
  }

  @Test
  void quotesWhatOtherSeparatorsWouldCut() throws IOException {
    assertThat(csv(with("a;b", List.of()), with("a\tb", List.of())))
        .contains(",\"a;b\",", ",\"a\tb\",");
  }

  private static Inspection with(String origin, List<Defect> defects) {
    Inspection part = SampleInspections.part("A", 10);
    return new Inspection(
        part.id(),
        part.part(),
        part.shift(),
        part.recipe(),
        part.model(),
        part.at(),
        part.verdict(),
        defects,
        part.times(),
        origin,
        part.image(),
        part.truth(),
        part.error());
  }

  /** FastCSV reports it differently if the rows exceed its buffer. */
  @Test
  void aFullDiskIsAnIoException() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Stream<Inspection> rows =
        LongStream.rangeClosed(1, 500).mapToObj(serial -> SampleInspections.part("A", serial));
    assertThatThrownBy(() -> CsvReport.plain().write(rows, full, ExportProgress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private static String csv(Inspection... inspections) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(CsvReport.plain().write(Stream.of(inspections), out, ExportProgress.NONE))
        .isEqualTo(inspections.length);
    return out.toString(StandardCharsets.UTF_8);
  }
}
