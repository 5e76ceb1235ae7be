package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import io.sightline.line.RunSummary.Percentiles;
import io.sightline.store.SampleInspections;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a run counts, and the rate shown on screen, on a clock of its own. */
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

  @Test
  void judgingTakesFromTheFirstVerdictToTheLast() {
    verdictAt(0);
    verdictAt(59_000);
    verdictAt(60_000);

    assertThat(tally.judging()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void wrongVerdictsAreCountedWhereTheTruthIsKnown() {
    Optional<GroundTruth> good = Optional.of(GroundTruth.GOOD);
    Optional<GroundTruth> defective =
        Optional.of(new GroundTruth(List.of(new Label("open", new Box(1, 1, 9, 9)))));
    judged(Verdict.PASS, good);
    judged(Verdict.PASS, defective);
    judged(Verdict.PASS, Optional.empty());
    judged(Verdict.FAIL, good);
    judged(Verdict.FAIL, defective);
    judged(Verdict.REVIEW, good);
    judged(Verdict.REVIEW, Optional.empty());

    LineCounts counts = tally.counts(0, START);
    assertThat(counts.known()).as("known").isEqualTo(5);
    assertThat(counts.defective()).as("defective").isEqualTo(2);
    assertThat(counts.escapes()).as("escapes").isEqualTo(1);
    assertThat(counts.overkill()).as("overkill").isEqualTo(2);
  }

  /** A histogram's answers are exact to a thousandth. */
  @Test
  void theMedianTheLatestHundredthAndTheLongest() {
    for (int ms = 1; ms <= 100; ms++) {
      StageTimes times = new StageTimes(0, 0, ms * 0.1, 0, ms);
      tally.inspected(SampleInspections.taking("Line 1", ++parts, times), START);
    }

    assertThat(tally.latency()).satisfies(isCloseTo(50, 99, 100));
    assertThat(tally.inference()).satisfies(isCloseTo(5, 9.9, 10));
  }

  private static Consumer<Percentiles> isCloseTo(double p50, double p99, double max) {
    return times -> {
      assertThat(times.p50()).as("p50").isCloseTo(p50, withinPercentage(0.2));
      assertThat(times.p99()).as("p99").isCloseTo(p99, withinPercentage(0.2));
      assertThat(times.max()).as("max").isCloseTo(max, withinPercentage(0.2));
    };
  }

  private void judged(Verdict verdict, Optional<GroundTruth> truth) {
    tally.inspected(SampleInspections.judged("Line 1", ++parts, verdict, truth), START);
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
