package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.store.SampleInspections;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rate that the screen shows, on a clock of its own. */
class TallyTest {
  private static final long START = TimeUnit.HOURS.toNanos(1);

  private final Tally tally = new Tally();
  private int parts;

  @ParameterizedTest
  @ValueSource(doubles = {2, 6, 12, 60, 1_000})
  void aSteadyLineHasASteadyRate(double rate) {
    double interval = 60_000 / rate;
    for (double ms = 0; ms < 200_000; ms += interval) {
      verdictAt(ms);
      for (double later : new double[] {0, 0.5, 0.99}) {
        if (ms > 0) {
          assertThat(rateAt(ms + later * interval))
              .as("%.0f ms on", ms + later * interval)
              .isCloseTo(rate, within(rate / 100));
        }
      }
    }
  }

  @Test
  void itFallsAsSoonAsTheBeltStandsAndEndsAtZero() {
    for (double ms = 0; ms <= 20_000; ms += 60) {
      verdictAt(ms);
    }
    assertThat(rateAt(20_000)).isCloseTo(1_000, within(10.0));
    assertThat(rateAt(22_000)).isLessThan(900);
    assertThat(rateAt(25_000)).isLessThan(700);
    assertThat(rateAt(30_050)).isZero();
  }

  @Test
  void onePartIsNoRate() {
    assertThat(rateAt(0)).isZero();
    verdictAt(1_000);
    assertThat(rateAt(1_500)).isZero();
  }

  private void verdictAt(double ms) {
    tally.inspected(SampleInspections.part("Line 1", ++parts), at(ms));
  }

  private double rateAt(double ms) {
    return tally.counts(0, at(ms)).partsPerMinute();
  }

  private static long at(double ms) {
    return START + Math.round(ms * 1e6);
  }
}
