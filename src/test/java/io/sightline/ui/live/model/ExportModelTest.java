package io.sightline.ui.live.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.ShiftPlan;
import io.sightline.inspection.ShiftPlan.Shift;
import io.sightline.report.CsvExport;
import io.sightline.report.StoreExport;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionStore;
import io.sightline.store.SampleInspections;
import io.sightline.store.SqliteStore;
import io.sightline.ui.base.Words;
import io.sightline.ui.live.model.ExportModel.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much of a line's history an export from a real store contains, and what the operator reads.
 */
class ExportModelTest {
  /** Ten days with one part an hour, up to now. */
  private static final int PARTS = 240;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOW =
      SampleInspections.START.plus(HOUR.multipliedBy(PARTS)).plusSeconds(60);

  /** A line whose shift began three hours ago. */
  private static final LineFacts LINE =
      new LineFacts(
          "A",
          Optional.empty(),
          "",
          new ShiftPlan(
              List.of(
                  new Shift("Early", local(NOW.minus(HOUR.multipliedBy(3)))),
                  new Shift("Late", local(NOW.plus(HOUR)))),
              ZoneOffset.UTC));

  @TempDir private Path folder;

  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

  @SuppressWarnings("NullAway.Init") // set before each test
  private InspectionStore store;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ExportModel model;

  @BeforeEach
  void tenDays() {
    store = SqliteStore.open(new DataDirectory(folder.resolve("data")));
    store.append(
        LongStream.rangeClosed(1, PARTS)
            .map(hour -> hour * HOUR.toMillis() / 60) // a sample's serial counts 60 ms steps
            .mapToObj(n -> SampleInspections.part("A", n))
            .toList());
    store.append(List.of(SampleInspections.part("B", PARTS * HOUR.toMillis() / 60)));
    model =
        new ExportModel(
            new StoreExport(store, folder.resolve("exports"), () -> NOW, ZoneOffset.UTC, free::get),
            Runnable::run);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void aShiftADayOrEverythingIsWritten() throws IOException {
    assertThat(written(ExportSpan.SHIFT)).isEqualTo(3);
    assertThat(written(ExportSpan.DAY)).isEqualTo(24);
    assertThat(written(ExportSpan.ALL)).isEqualTo(PARTS);
  }

  @Test
  void whyThereIsNoneIsSaidInTheOperatorsLanguage() {
    free.set(0);

    export(ExportSpan.ALL);

    assertThat(model.state().phase()).isEqualTo(Phase.FAILED);
    assertThat(model.state().problem()).startsWith("240 inspections take about 0.0 GB, ");
    assertThat(Words.in(Locale.GERMAN, ZoneOffset.UTC).of(model.state().phrase().orElseThrow()))
        .startsWith("240 Prüfungen brauchen etwa 0,0 GB")
        .endsWith(": kürzere Zeit wählen oder Platz schaffen.");
  }

  private static LocalTime local(Instant moment) {
    return LocalTime.ofInstant(moment, ZoneOffset.UTC);
  }

  private void export(ExportSpan span) {
    model.start(span.of(LINE, NOW));
  }

  private long written(ExportSpan span) throws IOException {
    export(span);
    CsvExport.Exported exported = model.state().exported().orElseThrow();
    assertThat(Files.readAllLines(exported.file())).hasSize(1 + (int) exported.rows());
    return exported.rows();
  }
}
