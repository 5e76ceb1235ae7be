package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Compares the pipeline with one session that has all threads, and with one session per lane. */
class BenchTurnsTest {
  private static final List<Double> WHOLE = List.of(90.0, 45.0, 80.0);

  @Test
  void theRatiosAreTheMediansOfTheTurns() {
    BenchTurns turns =
        new BenchTurns(List.of(80.0, 50.0, 80.0), List.of(100.0, 50.0, 100.0), WHOLE);

    assertThat(turns.toBare()).isEqualTo(1.0);
    assertThat(turns.toSideBySide()).hasValue(0.9);
  }

  @Test
  void itWarmsUpForTenTurnsOrTenSeconds() throws InterruptedException {
    AtomicLong turns = new AtomicLong();
    BenchTurns.warmUp(turns::incrementAndGet, () -> 0);
    assertThat(turns).hasValue(10);

    BenchTurns.warmUp(turns::incrementAndGet, () -> (turns.get() - 10) * 4_000_000_000L);
    assertThat(turns).as("of four seconds each").hasValue(13);
  }

  /** Three at once make 21 of 20. */
  @Test
  void theEnginesSpeedIsOfAllPicturesThatItWasShown() throws InterruptedException {
    AtomicLong shown = new AtomicLong(21);
    assertThat(
            BenchSetup.perSecond(
                40,
                pictures -> {
                  shown.addAndGet(21);
                  return 0.5;
                },
                shown::get))
        .isEqualTo(42);
  }

  @Test
  void whereThereAreNoLanesNothingIsComparedWithThem() {
    assertThat(new BenchTurns(WHOLE, List.of(0.0, 0.0, 0.0), WHOLE).toSideBySide()).isEmpty();
  }
}
