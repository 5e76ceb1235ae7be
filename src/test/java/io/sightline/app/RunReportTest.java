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
    RunSummary run = run(new Percentiles(1, 2, 3), new Percentiles(4, 5, 6));

    assertThat(RunReport.json(run, ""))
        .containsEntry("latency_ms", Map.of("p50", 1.0, "p99", 2.0, "max", 3.0))
        .containsEntry("inference_ms", Map.of("p50", 4.0, "p99", 5.0));
    assertThat(RunReport.text(run).lines())
        .contains(
            "Latency      1.0 ms median, 2.0 ms p99, 3.0 ms longest, trigger to verdict",
            "Inference    4.0 ms median, 5.0 ms p99");
  }

  private static RunSummary run(Percentiles latency, Percentiles inference) {
    return new RunSummary(
        "Line 1",
        "sim:board",
        LineCounts.NONE,
        new Reconciliation(0, VerdictCounts.NONE, 0, Optional.of(VerdictCounts.NONE)),
        1,
        0,
        Duration.ZERO,
        latency,
        inference,
        SampleInspections.part("Line 1", 1).recipe(),
        SampleInspections.MODEL,
        0,
        0,
        Optional.empty());
  }
}
