package io.sightline.line;

import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run came to, from start to stop.
 *
 * @param line the line
 * @param source what was looked at, in words
 * @param counts the final counts
 * @param reconciliation whether they agree with the store
 * @param firstSerial the run's first part; its parts are all from here on, in the store and in CSV
 * @param unreadable images that the source passed over; they are no parts
 * @param took from the first verdict to the last
 * @param latency trigger to verdict
 * @param inference inside the network
 * @param recipe by which parts were judged
 * @param model what looked
 * @param restarts how often the engine failed and was started again
 * @param framesAlive native frames not given back: 0, or there is a leak, or an engine hangs that
 *     may still read them
 * @param failure why the run ended before its source did, where it did
 */
public record RunSummary(
    String line,
    String source,
    LineCounts counts,
    Reconciliation reconciliation,
    long firstSerial,
    long unreadable,
    Duration took,
    Percentiles latency,
    Percentiles inference,
    RecipeVersion recipe,
    ModelVersion model,
    int restarts,
    int framesAlive,
    Optional<String> failure) {
  public RunSummary {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(failure, "failure");
  }

  /** Verdicts a minute over the whole run; 0 for a run too short to say. */
  public double partsPerMinute() {
    double minutes = took.toNanos() / 60e9;
    long intervals = counts.verdicts().inspected() - 1; // n verdicts span n - 1 intervals
    return minutes > 0 && intervals > 0 ? intervals / minutes : 0;
  }

  /** Share of parts judged rightly, 0 to 1, where the source knows the truth. */
  public OptionalDouble accuracy() {
    return counts.known() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (double) (counts.escapes() + counts.overkill()) / counts.known());
  }

  /**
   * Milliseconds.
   *
   * @param p50 the median
   * @param p99 99 of 100 are no longer than this
   * @param max the longest
   */
  public record Percentiles(double p50, double p99, double max) {}
}
