package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.app.CommandLineRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bench reports what it measured, and what it could not. */
@Timeout(180)
class BenchCommandTest {

  @Test
  @SuppressWarnings("unchecked")
  void tellsWhatTheContractNames() {
    CommandLineRun run =
        CommandLineRun.of(
            "bench", "--json", "--no-screen", "--turns", 1, "--parts", 12, "--rates", 240);

    assertThat(run.code()).isZero();
    assertThat(run.number("raw_parts_per_second")).isPositive();
    assertThat(run.json())
        .containsKeys("raw_side_by_side_parts_per_second", "pipeline_to_raw_side_by_side");
    assertThat(run.number("pipeline_to_raw")).isPositive();
    assertThat(run.number("allocated_bytes_per_part")).isPositive();
    Map<String, Object> all = run.json();
    assertThat((Map<String, Number>) all.getOrDefault("stages_ms", Map.of()))
        .containsOnlyKeys("waiting", "preparing", "inferring", "decoding", "total");
    assertThat(all)
        .containsEntry("screen", "left out")
        .containsEntry("screen_to_raw", null)
        .containsEntry("screen_to_raw_side_by_side", null)
        .containsEntry("screen_parts_per_second", null);
    Map<String, Object> rates = (Map<String, Object>) all.getOrDefault("latency_ms", Map.of());
    Map<String, Object> rate = (Map<String, Object>) rates.getOrDefault("240", Map.of());
    assertThat(rate).containsEntry("missed", 0).containsKeys("verdict", "recorded", "late");
    assertThat(rate).containsKeys("parts_per_minute", "off_its_rate").containsEntry("drawn", null);
    Map<String, Object> verdict = (Map<String, Object>) rate.getOrDefault("verdict", Map.of());
    Map<String, Integer> bars = (Map<String, Integer>) verdict.getOrDefault("histogram", Map.of());
    assertThat(bars.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(120);
  }

  @Test
  void wantsSomethingToMeasure() {
    CommandLineRun run = CommandLineRun.of("bench", "--turns", 0);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().strip()).startsWith("sightline: --turns is 1 or more");
  }
}
