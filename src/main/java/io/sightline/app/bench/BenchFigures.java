package io.sightline.app.bench;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of a bench as JSON, null where nothing could be measured, and as a table without
 * those; ratios first. Filled by one thread.
 */
final class BenchFigures {
  private static final List<Double> BOUNDS =
      List.of(5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 120.0, 160.0, 240.0);
  private static final int BAR = 40;

  /** Relative deviation from the requested rate beyond which a row is flagged. */
  private static final double MOST_OFF = 0.01;

  private final Map<String, @Nullable Object> head = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> speeds = new LinkedHashMap<>();
  private final Map<String, Object> rest = new LinkedHashMap<>();
  private final Map<Integer, Rate> rates = new LinkedHashMap<>();

  BenchFigures(ModelBundle bundle, Engine engine) {
    rest.put("model", bundle.name());
    rest.put("precision", bundle.precision());
    rest.put("engine", engine.title());
  }

  void pipeline(BenchTurns turns, StageSample stages, AllocationSample allocation) {
    head.put("pipeline_to_raw", Sample.rounded(turns.toBare(), 1000));
    OptionalDouble toSideBySide = turns.toSideBySide();
    head.put("pipeline_to_raw_side_by_side", ratio(toSideBySide));
    speeds.put("raw_parts_per_second", perSecond(turns.bare()));
    speeds.put(
        "raw_side_by_side_parts_per_second",
        toSideBySide.isPresent() ? perSecond(turns.sideBySide()) : null);
    speeds.put("pipeline_parts_per_second", perSecond(turns.whole()));
    OptionalLong bytes = allocation.bytesPerPart();
    speeds.put("allocated_bytes_per_part", bytes.isPresent() ? bytes.getAsLong() : null);
    speeds.put("stages_ms", stages.medians());
  }

  void screen(BenchTurns turns) {
    head.put("screen_to_raw", Sample.rounded(turns.toBare(), 1000));
    head.put("screen_to_raw_side_by_side", ratio(turns.toSideBySide()));
    speeds.put("screen_parts_per_second", perSecond(turns.whole()));
  }

  /** Records why there are no figures for the screen. */
  void withoutScreen(String why) {
    head.put("screen_to_raw", null);
    head.put("screen_to_raw_side_by_side", null);
    speeds.put("screen_parts_per_second", null);
    rest.put("screen", why);
  }

  void rate(int partsPerMinute, RateSample sample, long missedParts) {
    rates.put(partsPerMinute, new Rate(missedParts, sample.reached(), sample.samples()));
  }

  private static @Nullable Double ratio(OptionalDouble measured) {
    return measured.isPresent() ? Sample.rounded(measured.getAsDouble(), 1000) : null;
  }

  private static double perSecond(List<Double> speeds) {
    return Sample.rounded(Sample.of(speeds).median(), 10);
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(head);
    all.putAll(speeds);
    if (!rates.isEmpty()) {
      Map<String, Object> late = new LinkedHashMap<>();
      rates.forEach((wanted, rate) -> late.put(String.valueOf(wanted), json(wanted, rate)));
      all.put("latency_ms", late);
    }
    all.putAll(rest);
    return all;
  }

  private static Map<String, @Nullable Object> json(int wanted, Rate rate) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("missed", rate.missed());
    one.put("parts_per_minute", Sample.rounded(rate.reached(), 10));
    one.put("off_its_rate", rate.isOff(wanted));
    RateSample.NAMES.forEach(name -> one.put(name, null));
    rate.samples()
        .forEach(
            (name, sample) -> {
              Map<String, Object> figures = sample.json();
              figures.put("histogram", histogram(sample));
              one.put(name, figures);
            });
    return one;
  }

  private static Map<String, Object> histogram(Sample sample) {
    Map<String, Object> counts = new LinkedHashMap<>();
    List<Integer> bars = sample.histogram(BOUNDS);
    for (int i = 0; i < bars.size(); i++) {
      counts.put(bound(i), bars.get(i));
    }
    return counts;
  }

  private static String bound(int i) {
    return i < BOUNDS.size() ? "%.0f".formatted(BOUNDS.get(i)) : "more";
  }

  String text() {
    Stream<String> lines =
        Stream.of(head, speeds, rest)
            .flatMap(part -> part.entrySet().stream())
            .filter(entry -> entry.getValue() != null)
            .map(entry -> line(entry.getKey().replace('_', ' '), text(entry.getValue())));
    return Stream.concat(
            lines, rates.entrySet().stream().flatMap(rate -> text(rate.getKey(), rate.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Object value) {
    return value instanceof Map<?, ?> several
        ? several.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        : String.valueOf(value);
  }

  private static Stream<String> text(int wanted, Rate rate) {
    String off =
        rate.isOff(wanted)
            ? "OFF ITS RATE: only %,.0f came a minute, so these are the figures of another; "
                .formatted(rate.reached())
            : "";
    Stream<String> title =
        Stream.of(
            "",
            "%,d parts a minute, %,d missed; %smilliseconds from when a part is due to"
                .formatted(wanted, rate.missed(), off));
    return Stream.concat(
        title,
        rate.samples().entrySet().stream()
            .flatMap(each -> Stream.concat(summary(each), bars(each.getValue()))));
  }

  private static Stream<String> summary(Map.Entry<String, Sample> each) {
    Sample sample = each.getValue();
    return Stream.of(
        String.format(
            Locale.ROOT,
            "  %-9s p50 %.1f  p99 %.1f  max %.1f",
            each.getKey(),
            sample.median(),
            sample.quantile(0.99),
            sample.max()));
  }

  private static Stream<String> bars(Sample sample) {
    List<Integer> counts = sample.histogram(BOUNDS);
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(1);
    return java.util.stream.IntStream.range(0, counts.size())
        .filter(i -> counts.get(i) > 0)
        .mapToObj(
            i ->
                String.format(
                    Locale.ROOT,
                    "    %5s %6d %s",
                    (i < BOUNDS.size() ? "≤ " : "") + bound(i),
                    counts.get(i),
                    "█".repeat(Math.max(1, BAR * counts.get(i) / most))));
  }

  /**
   * The results at one rate.
   *
   * @param reached parts that actually came per minute
   */
  private record Rate(long missed, double reached, Map<String, Sample> samples) {
    boolean isOff(int wanted) {
      return Math.abs(reached - wanted) > MOST_OFF * wanted;
    }
  }

  private static String line(String name, String value) {
    return "%-26s %s".formatted(name, value);
  }
}
