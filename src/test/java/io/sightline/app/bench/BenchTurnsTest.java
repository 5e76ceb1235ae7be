package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void whereThereAreNoLanesNothingIsComparedWithThem() {
    assertThat(new BenchTurns(WHOLE, List.of(0.0, 0.0, 0.0), WHOLE).toSideBySide()).isEmpty();
  }
}
