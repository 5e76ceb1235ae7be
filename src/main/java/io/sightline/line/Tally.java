package io.sightline.line;

import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection;
import io.sightline.line.RunSummary.Percentiles;
import io.sightline.store.VerdictCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Counts one run, from its creation on. Safe for use by any thread. */
final class Tally {
  /** The rate covers the last ten seconds, so that it follows the belt. */
  private static final Duration RATE_WINDOW = Duration.ofSeconds(10);

  /** On a slow line it covers the last few verdicts, up to this age. */
  private static final Duration LONGEST_RATE_WINDOW = Duration.ofMinutes(2);

  private static final int FEW = 20;

  /**
   * A line that has been silent for this many intervals, and for ten seconds, has come to a stop.
   */
  private static final int STANDS = 10;

  private static final Duration USUAL = Duration.ofSeconds(10);

  private final Histogram latencyMicros = histogram();
  private final Histogram inferenceMicros = histogram();
  private final Deque<Long> verdictsLately = new ArrayDeque<>();

  private final Instant since = Instant.now();
  private long triggered;
  private VerdictCounts verdicts = VerdictCounts.NONE;
  private long recorded;
  private long known;
  private long defective;
  private long escapes;
  private long overkill;
  private double inferenceMs;
  private long firstVerdict;
  private long lastVerdict;

  /** Returns a histogram that covers all usual durations and grows only for unusual ones. */
  private static Histogram histogram() {
    Histogram micros = new Histogram(USUAL.toNanos() / 1000, 3);
    micros.setAutoResize(true);
    return micros;
  }

  synchronized void triggered() {
    triggered++;
  }

  synchronized void missed() {
    verdicts = verdicts.plus(new VerdictCounts(0, 0, 0, 0, 1));
  }

  synchronized void inspected(Inspection inspection, long nanos) {
    firstVerdict = verdicts.inspected() == 0 ? nanos : firstVerdict;
    lastVerdict = nanos;
    verdicts = verdicts.plus(VerdictCounts.of(inspection.verdict()));
    Optional<GroundTruth> truth = inspection.truth();
    known += truth.isPresent() ? 1 : 0;
    defective += truth.filter(GroundTruth::defective).isPresent() ? 1 : 0;
    escapes += inspection.escape() ? 1 : 0;
    overkill += inspection.overkill() ? 1 : 0;
    inferenceMs = inspection.times().inferring();
    latencyMicros.recordValue(Math.round(inspection.times().total() * 1000));
    inferenceMicros.recordValue(Math.round(inferenceMs * 1000));
    verdictsLately.addLast(nanos);
    forgetOld(nanos);
  }

  synchronized void recorded() {
    recorded++;
  }

  synchronized LineCounts counts(int waiting, long now) {
    return new LineCounts(
        Optional.of(since),
        triggered,
        verdicts,
        recorded,
        known,
        defective,
        escapes,
        overkill,
        partsPerMinute(now),
        inferenceMs,
        waiting,
        verdicts.inspected() - recorded);
  }

  /** Returns the time from the first verdict to the last: the basis of a rate. */
  synchronized Duration judging() {
    return Duration.ofNanos(lastVerdict - firstVerdict);
  }

  synchronized Percentiles latency() {
    return percentiles(latencyMicros);
  }

  synchronized Percentiles inference() {
    return percentiles(inferenceMicros);
  }

  private double partsPerMinute(long now) {
    forgetOld(now);
    int verdicts = verdictsLately.size();
    if (verdicts < 2) {
      return 0;
    }
    // n verdicts span n - 1 intervals; only these count, so that a young run is not underestimated.
    double span = verdictsLately.getLast() - verdictsLately.getFirst();
    double interval = span / (verdicts - 1);
    double silence = now - verdictsLately.getLast();
    if (silence > RATE_WINDOW.toNanos() && silence > STANDS * interval) {
      return 0;
    }
    if (silence > interval) { // overdue: the belt is slowing down or has stopped
      interval = (span + silence) / verdicts;
    }
    return interval > 0 ? 60e9 / interval : 0;
  }

  private void forgetOld(long now) {
    while (!verdictsLately.isEmpty()) {
      Duration most = verdictsLately.size() > FEW ? RATE_WINDOW : LONGEST_RATE_WINDOW;
      if (now - verdictsLately.getFirst() <= most.toNanos()) {
        return;
      }
      verdictsLately.removeFirst();
    }
  }

  private static Percentiles percentiles(Histogram micros) {
    return new Percentiles(
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }
}
