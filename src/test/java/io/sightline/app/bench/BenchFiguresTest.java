package io.sightline.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be measured is null in the figures of a bench, and not in its table. */
class BenchFiguresTest {
  private static final List<String> SIDE_BY_SIDE =
      List.of(
          "pipeline_to_raw_side_by_side",
          "raw_side_by_side_parts_per_second",
          "screen_to_raw_side_by_side");

  @TempDir private Path folder;

  /** On one core, or on a GPU, nothing runs side by side. */
  @Test
  void withoutLanesNothingIsComparedWithThem() {
    BenchFigures figures = figures(new BenchTurns(List.of(10.0), List.of(0.0), List.of(9.0)));

    Map<String, ?> all = figures.json();

    assertThat(all).containsKeys("allocated_bytes_per_part");
    assertThat(SIDE_BY_SIDE)
        .allSatisfy(key -> assertThat(all.get(key)).isNull())
        .allSatisfy(key -> assertThat(all).containsKey(key));
    assertThat(all.get("pipeline_to_raw")).isEqualTo(0.9);
    assertThat(all.get("allocated_bytes_per_part")).isNull();
    assertThat(figures.text()).contains("pipeline to raw").doesNotContain("side by side", "null");
  }

  @Test
  void withLanesItIs() {
    BenchFigures figures = figures(new BenchTurns(List.of(10.0), List.of(20.0), List.of(9.0)));

    Map<String, ?> all = figures.json();

    assertThat(all.get("pipeline_to_raw_side_by_side")).isEqualTo(0.45);
    assertThat(all.get("raw_side_by_side_parts_per_second")).isEqualTo(20.0);
    assertThat(figures.text()).contains("pipeline to raw side by side");
  }

  private BenchFigures figures(BenchTurns turns) {
    BenchFigures figures =
        new BenchFigures(Models.load(Fixtures.copy("cells.onnx", folder)), Fixtures.CPU);
    figures.pipeline(turns, new StageSample(), new AllocationSample(10));
    figures.screen(turns);
    return figures;
  }
}
