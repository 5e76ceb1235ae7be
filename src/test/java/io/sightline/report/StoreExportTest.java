package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.inspection.Phrase;
import io.sightline.report.CsvExport.Exported;
import io.sightline.report.CsvExport.Progress;
import io.sightline.report.CsvExport.Wanted;
import io.sightline.store.DataDirectory;
import io.sightline.store.InspectionStore;
import io.sightline.store.SampleInspections;
import io.sightline.store.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much history an export from a real store contains, and how much disk space it may use. */
class StoreExportTest {
  /** Ten days with one part an hour, up to now. */
  private static final int PARTS = 240;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOW =
      SampleInspections.START.plus(HOUR.multipliedBy(PARTS)).plusSeconds(60);

  private static final Wanted EVERYTHING = new Wanted("A", Optional.empty());
  private static final Wanted A_DAY = new Wanted("A", Optional.of(NOW.minus(Duration.ofDays(1))));

  private static final Progress UNWATCHED =
      new Progress() {
        @Override
        public void rows(long done, long total) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @TempDir private Path folder;

  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

  @SuppressWarnings("NullAway.Init") // set before each test
  private InspectionStore store;

  @SuppressWarnings("NullAway.Init") // set before each test
  private CsvExport export;

  @BeforeEach
  void tenDays() {
    store = SqliteStore.open(new DataDirectory(folder.resolve("data")));
    store.append(
        LongStream.rangeClosed(1, PARTS)
            .map(hour -> hour * HOUR.toMillis() / 60) // a sample's serial counts 60 ms steps
            .mapToObj(n -> SampleInspections.part("A", n))
            .toList());
    store.append(List.of(SampleInspections.part("B", PARTS * HOUR.toMillis() / 60)));
    export =
        new StoreExport(store, folder.resolve("exports"), () -> NOW, ZoneOffset.UTC, free::get);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void whatWasJudgedOfTheLineSinceThenIsWritten() throws IOException {
    Exported everything = written(EVERYTHING);
    assertThat(everything.rows()).as("none of the other line").isEqualTo(PARTS);
    assertThat(Files.readAllLines(everything.file())).hasSize(1 + PARTS);
    assertThat(everything.file().getParent()).isEqualTo(folder.resolve("exports"));
    assertThat(written(A_DAY).rows()).isEqualTo(24);
  }

  @Test
  void whatIsCancelledLeavesNoFile() throws IOException {
    Progress ending =
        new Progress() {
          @Override
          public void rows(long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThat(export.write(EVERYTHING, ending)).isEmpty();

    try (Stream<Path> left = Files.list(folder.resolve("exports"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aDiskThatItWouldFillIsLeftAlone() {
    free.set(PARTS * 300L);

    assertThatThrownBy(() -> written(EVERYTHING))
        .isInstanceOfSatisfying(
            ReportException.class,
            why ->
                assertThat(why.phrase().map(Phrase::key))
                    .as("for operators")
                    .hasValue("export.full"))
        .hasMessageStartingWith("240 inspections take about 0.0 GB, and 0.0 GB of ")
        .hasMessageEndingWith(": choose a shorter time, or free some space");
    assertThat(folder.resolve("exports")).doesNotExist();
    assertThat(written(A_DAY).rows()).as("there is room for less").isEqualTo(24);
  }

  @Test
  void aDiskOfWhichNothingIsKnownIsSpokenOf() {
    CsvExport blind =
        new StoreExport(
            store,
            folder.resolve("exports"),
            () -> NOW,
            ZoneOffset.UTC,
            () -> {
              throw new UncheckedIOException(new NoSuchFileException("/mnt/data"));
            });

    assertThatThrownBy(() -> blind.write(EVERYTHING, UNWATCHED))
        .isInstanceOf(ReportException.class)
        .hasMessageEndingWith("is not known: check that its disk is connected");
  }

  @Test
  void noMoreRoomIsTakenThanIsAskedFor() throws IOException {
    free.set(PARTS * 400L);
    assertThatThrownBy(() -> written(EVERYTHING))
        .as("the station records meanwhile")
        .isInstanceOf(ReportException.class);
    free.set(PARTS * 450L);

    assertThat(Files.size(written(EVERYTHING).file())).isLessThan(free.get());
  }

  private Exported written(Wanted wanted) {
    return export.write(wanted, UNWATCHED).orElseThrow();
  }
}
