package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The pipeline is compared with the engine in the arrangement in which that is faster. */
class BenchTurnsTest {
  private static final List<Double> WHOLE = List.of(90.0, 45.0, 80.0);

  @Test
  void whereLanesAreFasterTheBareEngineHasThemToo() {
    BenchTurns turns =
        new BenchTurns(List.of(80.0, 40.0, 70.0), List.of(100.0, 50.0, 100.0), WHOLE);

    assertThat(turns.ratio()).isEqualTo(0.9);
  }

  @Test
  void whereOneSessionWithAllThreadsIsFasterItIsThat() {
    assertThat(new BenchTurns(List.of(100.0, 50.0, 100.0), List.of(0.0, 0.0, 0.0), WHOLE).ratio())
        .isEqualTo(0.9);
  }
}
