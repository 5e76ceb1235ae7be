package io.sightline.app;

import io.sightline.app.command.Facts;
import io.sightline.app.command.Said;
import io.sightline.line.LineCounts;
import io.sightline.line.RunSummary;
import io.sightline.line.RunSummary.Percentiles;
import io.sightline.report.validation.RateText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Formats a run's summary for people and programs. */
final class RunReport {
  private RunReport() {}

  /**
   * Returns the keys documented for the command line, in a stable order; null if not measured.
   *
   * @param terms terms of use of the model; may be empty
   */
  static Map<String, @Nullable Object> json(RunSummary run, String terms) {
    LineCounts counts = run.counts();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("line", run.line());
    all.put("source", run.source());
    all.put("triggered", counts.triggered());
    all.put("parts", counts.verdicts().inspected());
    all.put("pass", counts.verdicts().pass());
    all.put("fail", counts.verdicts().fail());
    all.put("review", counts.verdicts().review());
    all.put("error", counts.verdicts().error());
    all.put("missed", counts.verdicts().missed());
    all.put("recorded", counts.recorded());
    all.put("reconciled", run.reconciliation().discrepancy().isEmpty());
    all.put("unreadable", run.unreadable());
    all.put("engine_restarts", run.restarts());
    all.put("parts_per_minute", run.partsPerMinute() > 0 ? round(run.partsPerMinute()) : null);
    all.put("latency_ms", milliseconds(run.latency(), true));
    all.put("inference_ms", milliseconds(run.inference(), false));
    all.put("engine", run.model().engine());
    all.put("model", run.model().name() + " " + run.model().version());
    all.put("model_sha256", run.model().hash());
    all.put("terms", terms);
    run.accuracy()
        .ifPresent(
            accuracy -> {
              all.put("accuracy", accuracy);
              all.put("escapes", orNull(run.escapes()));
              all.put("overkill", orNull(run.overkill()));
            });
    all.put("first_serial", run.firstSerial());
    all.put("frames_alive", run.framesAlive());
    run.failure().ifPresent(why -> all.put("failure", why));
    return all;
  }

  /** Returns a few lines for the terminal. */
  static String text(RunSummary run) {
    LineCounts counts = run.counts();
    Facts facts = new Facts();
    facts.add("Source", run.source());
    facts.add(
        "Model", run.model().name() + " " + run.model().version() + " on " + run.model().engine());
    facts.add(
        "Parts",
        Said.of(
            "%,d inspected%s, %,d missed, %,d recorded",
            counts.verdicts().inspected(),
            run.partsPerMinute() > 0 ? Said.of(" at %,.0f a minute", run.partsPerMinute()) : "",
            counts.verdicts().missed(),
            counts.recorded()));
    facts.add(
        "Verdicts",
        Said.of(
            "%,d pass, %,d fail, %,d review, %,d error",
            counts.verdicts().pass(),
            counts.verdicts().fail(),
            counts.verdicts().review(),
            counts.verdicts().error()));
    run.accuracy()
        .ifPresent(
            accuracy ->
                facts.add(
                    "Accuracy",
                    Said.of(
                        "%s of %s of known truth: %s, %s",
                        RateText.percent(accuracy),
                        Said.counted(counts.known(), "part", "parts"),
                        run.escapes().isPresent()
                            ? Said.counted(counts.escapes(), "escape", "escapes")
                            : "no defective part",
                        run.overkill().isPresent()
                            ? Said.of("%,d overkill", counts.overkill())
                            : "no good part")));
    if (isMeasured(run.latency())) {
      facts.add(
          "Latency",
          Said.of(
              "%.1f ms median, %.1f ms p99, %.1f ms longest, trigger to verdict",
              run.latency().p50(), run.latency().p99(), run.latency().max()));
    }
    if (isMeasured(run.inference())) {
      facts.add(
          "Inference",
          Said.of("%.1f ms median, %.1f ms p99", run.inference().p50(), run.inference().p99()));
    }
    if (run.restarts() > 0) {
      facts.add(
          "Restarts", Said.of("%,d: the engine failed and was started again", run.restarts()));
    }
    if (run.unreadable() > 0) {
      facts.add(
          "Unreadable",
          Said.counted(run.unreadable(), "image", "images") + " passed over, named above");
    }
    facts.add(
        "Reconciled",
        run.reconciliation().discrepancy().isEmpty()
            ? Said.of("triggered %,d = verdicts + missed = stored", counts.triggered())
            : "NO");
    return facts.text().stripTrailing();
  }

  private static Map<String, @Nullable Object> milliseconds(Percentiles times, boolean withMax) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    boolean measured = isMeasured(times);
    all.put("p50", measured ? times.p50() : null);
    all.put("p99", measured ? times.p99() : null);
    if (withMax) {
      all.put("max", measured ? times.max() : null);
    }
    return all;
  }

  /** A time of 0 means that nothing was measured. */
  private static boolean isMeasured(Percentiles times) {
    return times.max() > 0;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static double round(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
