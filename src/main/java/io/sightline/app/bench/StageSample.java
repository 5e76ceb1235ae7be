package io.sightline.app.bench;

import io.sightline.inspection.StageTimes;
import io.sightline.line.LineEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Milliseconds a line's parts spend in each stage. Called on the line's threads. */
final class StageSample implements Consumer<LineEvent> {
  private final List<StageTimes> times = new ArrayList<>();

  @Override
  public synchronized void accept(LineEvent event) {
    if (event instanceof LineEvent.Inspected inspected) {
      times.add(inspected.inspection().times());
    }
  }

  /** Returns the median of each stage; empty if no part was inspected. */
  synchronized Map<String, Object> medians() {
    Map<String, Object> stages = new LinkedHashMap<>();
    if (!times.isEmpty()) {
      stages.put("waiting", median(StageTimes::waiting));
      stages.put("preparing", median(StageTimes::preparing));
      stages.put("inferring", median(StageTimes::inferring));
      stages.put("decoding", median(StageTimes::decoding));
      stages.put("total", median(StageTimes::total));
    }
    return stages;
  }

  private double median(ToDoubleFunction<StageTimes> stage) {
    List<Double> values = times.stream().mapToDouble(stage).boxed().toList();
    return Sample.rounded(Sample.of(values).median(), 1000);
  }
}
