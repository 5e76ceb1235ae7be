package io.sightline.line;

import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The result of a run.
 *
 * @param line the line
 * @param source a description of the source
 * @param counts the final counts
 * @param reconciliation whether the counts agree with the store
 * @param firstSerial serial number of the run's first part; in the store and in CSV, its parts
 *     start there
 * @param unreadable images that the source skipped; they are not parts
 * @param took time from the first verdict to the last
 * @param latency time from trigger to verdict
 * @param inference time inside the network
 * @param recipe the recipe that judged the parts
 * @param model the network and its engine
 * @param restarts how many times the engine failed and was restarted
 * @param framesAlive native frames not returned: 0, unless there is a leak or a hanging engine may
 *     still read them
 * @param failure why the run ended before its source did; empty otherwise
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

  /** Returns the verdicts per minute over the whole run; 0 if the run was too short to tell. */
  public double partsPerMinute() {
    double minutes = took.toNanos() / 60e9;
    long intervals = counts.verdicts().inspected() - 1; // n verdicts span n - 1 intervals
    return minutes > 0 && intervals > 0 ? intervals / minutes : 0;
  }

  /**
   * Returns the fraction of parts judged correctly, 0 to 1; empty if the truth of none is known.
   */
  public OptionalDouble accuracy() {
    return counts.known() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - (double) (counts.escapes() + counts.overkill()) / counts.known());
  }

  /** Returns the defective parts that passed; empty if none is known to be defective. */
  public OptionalLong escapes() {
    return counts.defective() == 0 ? OptionalLong.empty() : OptionalLong.of(counts.escapes());
  }

  /** Returns the good parts that did not pass; empty if none is known to be good. */
  public OptionalLong overkill() {
    return counts.known() == counts.defective()
        ? OptionalLong.empty()
        : OptionalLong.of(counts.overkill());
  }

  /**
   * Percentiles of a duration, in milliseconds.
   *
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the longest
   */
  public record Percentiles(double p50, double p99, double max) {}
}
