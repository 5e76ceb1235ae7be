package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.RecipeContent;
import io.sightline.store.ArbitraryInspections;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Another program reads from the report exactly what was written, in every locale. */
class CsvRoundTripTest {
  private static final String FORMULA = "=+-@\t\r\n\uff0b\uff0d\uff1d\uff20";

  @Property(tries = 300)
  void everyCellComesBack(
      @ForAll("inspections") List<Inspection> inspections, @ForAll("locales") Locale locale)
      throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(locale);
    String csv;
    try {
      csv = csv(inspections);
    } finally {
      Locale.setDefault(usual);
    }
    List<NamedCsvRecord> rows;
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      rows = reader.stream().toList();
    }
    assertThat(rows).hasSameSizeAs(inspections);
    for (int i = 0; i < rows.size(); i++) {
      check(rows.get(i), inspections.get(i));
    }
  }

  private static void check(NamedCsvRecord row, Inspection made) {
    assertThat(row.getHeader()).isEqualTo(CsvReport.HEADER);
    assertThat(row.getField("inspection_id")).isEqualTo(made.id().toString());
    assertThat(text(row, "line")).isEqualTo(made.part().line());
    assertThat(row.getField("serial")).isEqualTo("" + made.part().serial());
    assertThat(text(row, "lot")).isEqualTo(made.part().lot());
    assertThat(text(row, "shift")).isEqualTo(made.shift());
    assertThat(text(row, "product")).isEqualTo(made.recipe().product());
    assertThat(time(row, "first_seen")).isEqualTo(micros(made.part().firstSeen()));
    assertThat(time(row, "inspected_at")).isEqualTo(micros(made.at()));
    assertThat(row.getField("verdict")).isEqualTo(made.verdict().name());
    assertThat(row.getField("defect_count")).isEqualTo("" + made.defects().size());
    assertThat(text(row, "error")).isEqualTo(made.error().orElse(""));
    assertThat(text(row, "recipe")).isEqualTo(made.recipe().name());
    assertThat(row.getField("recipe_version")).isEqualTo("" + made.recipe().version());
    assertThat(row.getField("recipe_sha256"))
        .isEqualTo(made.recipe().content().map(RecipeContent::sha256).orElse(""));
    assertThat(text(row, "model")).isEqualTo(made.model().name());
    assertThat(text(row, "model_version")).isEqualTo(made.model().version());
    assertThat(text(row, "model_sha256")).isEqualTo(made.model().hash());
    assertThat(text(row, "engine")).isEqualTo(made.model().engine());
    assertThat(text(row, "origin")).isEqualTo(made.origin());
    assertThat(text(row, "image")).isEqualTo(made.image().orElse(""));
    assertThat(row.getField("truth"))
        .isEqualTo(made.truth().map(t -> t.defective() ? "DEFECTIVE" : "GOOD").orElse(""));
    checkNumber(row, "waiting_ms", made.times().waiting());
    checkNumber(row, "total_ms", made.times().total());
    DefectCell.check(text(row, "defects"), made.defects());
    assertThat(DefectCell.parse(text(row, "truth_defects")))
        .extracting(DefectCell::className)
        .isEqualTo(
            made.truth().map(GroundTruth::defects).orElse(List.of()).stream()
                .map(GroundTruth.Label::className)
                .toList());
  }

  private static void checkNumber(NamedCsvRecord row, String column, double made) {
    assertThat(row.getField(column)).matches("\\d+\\.\\d{3}");
    assertThat(Double.parseDouble(row.getField(column)))
        .isBetween(made * (1 - 1e-12) - 0.0005001, made * (1 + 1e-12) + 0.0005001);
  }

  /** Returns a text cell without its protective apostrophes; asserts that it is not a formula. */
  private static String text(NamedCsvRecord row, String column) {
    String cell = row.getField(column);
    assertThat(cell.isEmpty() || FORMULA.indexOf(cell.charAt(0)) < 0).as(cell).isTrue();
    String blanksAside = cell.replaceAll("^[\\s\\u00a0]+", "");
    assertThat(blanksAside.isEmpty() || FORMULA.indexOf(blanksAside.charAt(0)) < 0)
        .as(cell)
        .isTrue();
    return unguarded(cell);
  }

  /** Drops the protective apostrophes of a text cell, as the report's documentation describes. */
  static String unguarded(String cell) {
    return cell.replaceAll("(?<![^;\\t\\r\\n])'", "");
  }

  private static Instant time(NamedCsvRecord row, String column) {
    assertThat(row.getField(column)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    return Instant.parse(row.getField(column));
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static String csv(List<Inspection> inspections) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CsvReport.plain().write(inspections.stream(), out, ExportProgress.NONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<List<Inspection>> inspections() {
    return ArbitraryInspections.several();
  }

  @Provide
  Arbitrary<Locale> locales() {
    return Arbitraries.of(
        Locale.ROOT,
        Locale.GERMANY,
        Locale.forLanguageTag("ar-EG-u-nu-arab"),
        Locale.forLanguageTag("hi-IN-u-nu-deva"),
        Locale.forLanguageTag("th-TH-u-ca-buddhist"),
        Locale.forLanguageTag("tr-TR"));
  }
}
