package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Inspection;
import io.sightline.store.SampleInspections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
