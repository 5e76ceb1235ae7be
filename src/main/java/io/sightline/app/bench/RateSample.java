package io.sightline.app.bench;

import io.sightline.inspection.Inspection;
import io.sightline.line.LineEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Milliseconds from when a part is due until it has its verdict, is on disk, and is drawn, and how
 * late its picture came. The screen draws only the newest part, so not every part is drawn. Safe
 * for use by any thread.
 */
final class RateSample implements Consumer<LineEvent> {
  /** The names of all {@link #samples()}, in order. */
  static final List<String> NAMES = List.of("verdict", "drawn", "recorded", "late");

  private final Map<UUID, Long> triggered = new ConcurrentHashMap<>();
  private final List<Double> verdict = new ArrayList<>();
  private final List<Double> recorded = new ArrayList<>();
  private final List<Double> drawn = new ArrayList<>();
  private final List<Double> late = new ArrayList<>();
  private long first;
  private long last;

  @Override
  public void accept(LineEvent event) {
    if (event instanceof LineEvent.Inspected inspected) {
      Inspection done = inspected.inspection();
      long total = Math.round(done.times().total() * 1e6);
      triggered.put(done.id(), System.nanoTime() - total);
      add(verdict, total);
    } else if (event instanceof LineEvent.Recorded written) {
      since(written.inspection(), recorded);
    }
  }

  /** Records a picture's arrival and due time, both on {@link System#nanoTime()}'s clock. */
  synchronized void came(long nanos, long due) {
    first = late.isEmpty() ? nanos : first;
    last = nanos;
    add(late, Math.max(0, nanos - due));
  }

  /** Returns the pictures that came per minute; 0 for fewer than two. */
  synchronized double reached() {
    return late.size() < 2 ? 0 : 60e9 * (late.size() - 1) / (last - first);
  }

  /** Records that the screen has laid out this part. */
  void drawn(Inspection inspection) {
    since(inspection, drawn);
  }

  private void since(Inspection inspection, List<Double> into) {
    Long start = triggered.get(inspection.id());
    if (start != null) {
      add(into, System.nanoTime() - start);
    }
  }

  private synchronized void add(List<Double> values, long nanos) {
    values.add(nanos / 1e6);
  }

  /** Returns the samples by name; those without values, such as without a screen, are missing. */
  synchronized Map<String, Sample> samples() {
    Map<String, Sample> all = new LinkedHashMap<>();
    put(all, "verdict", verdict);
    put(all, "drawn", drawn);
    put(all, "recorded", recorded);
    put(all, "late", late);
    return all;
  }

  private static void put(Map<String, Sample> all, String name, List<Double> values) {
    if (!values.isEmpty()) {
      all.put(name, Sample.of(values));
    }
  }
}
