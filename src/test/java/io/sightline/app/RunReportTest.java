package io.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.LineCounts;
import io.sightline.line.Reconciliation;
import io.sightline.line.RunSummary;
import io.sightline.line.RunSummary.Percentiles;
import io.sightline.store.SampleInspections;
import io.sightline.store.VerdictCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and programs read of a run. */
class RunReportTest {
  @Test
  void everyTimeIsUnderItsOwnName() {
    RunSummary run =
        run(LineCounts.NONE, Duration.ZERO, new Percentiles(1, 2, 3), new Percentiles(4, 5, 6));

    assertThat(RunReport.json(run, ""))
        .containsEntry("latency_ms", Map.of("p50", 1.0, "p99", 2.0, "max", 3.0))
        .containsEntry("inference_ms", Map.of("p50", 4.0, "p99", 5.0));
    assertThat(RunReport.text(run).lines())
        .contains(
            "Latency      1.0 ms median, 2.0 ms p99, 3.0 ms longest, trigger to verdict",
            "Inference    4.0 ms median, 5.0 ms p99");
  }

  @Test
  void everyNumberIsUnderItsOwnName() {
    VerdictCounts verdicts = new VerdictCounts(50, 7, 3, 1, 4);
    RunSummary run =
        run(
            new LineCounts(Optional.empty(), 65, verdicts, 60, 40, 10, 6, 2, 0, 0, 0, 0),
            Duration.ofMinutes(2),
            new Percentiles(1, 2, 3),
            new Percentiles(4, 5, 6));

    assertThat(RunReport.json(run, "")).containsEntry("parts_per_minute", 30.0);
    assertThat(RunReport.text(run).lines())
        .contains(
            "Parts        61 inspected at 30 a minute, 4 missed, 60 recorded",
            "Verdicts     50 pass, 7 fail, 3 review, 1 error",
            "Accuracy     80.00 % of 40 parts of known truth: 6 escapes, 2 overkill");
  }

  @Test
  void oneEscapeAmongManyPartsIsNoFullAccuracy() {
    VerdictCounts verdicts = new VerdictCounts(20000, 0, 0, 0, 0);
    RunSummary run =
        run(
            new LineCounts(Optional.empty(), 20000, verdicts, 20000, 20000, 5, 1, 0, 0, 0, 0, 0),
            Duration.ofMinutes(2),
            new Percentiles(1, 2, 3),
            new Percentiles(4, 5, 6));

    assertThat(RunReport.text(run))
        .contains("Accuracy     99.995 % of 20,000 parts of known truth: 1 escape, 0 overkill");
  }

  private static RunSummary run(
      LineCounts counts, Duration took, Percentiles latency, Percentiles inference) {
    return new RunSummary(
        "Line 1",
        "sim:board",
        counts,
        new Reconciliation(0, VerdictCounts.NONE, 0, Optional.of(VerdictCounts.NONE)),
        1,
        0,
        took,
        latency,
        inference,
        SampleInspections.part("Line 1", 1).recipe(),
        SampleInspections.MODEL,
        0,
        0,
        Optional.empty());
  }
}
