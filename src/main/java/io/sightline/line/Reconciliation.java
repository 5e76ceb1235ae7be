package io.sightline.line;

import io.sightline.store.InspectionQuery;
import io.sightline.store.RecordedInspections;
import io.sightline.store.VerdictCounts;
import java.util.Optional;

/**
 * Checks a run's numbers: parts triggered = verdicts + missed = what the store holds.
 *
 * @param triggered parts that went by
 * @param counted verdicts and missed parts, as the line counted them
 * @param recorded verdicts reported as on disk
 * @param stored verdicts and missed parts of this run, as the store counts them; empty if it could
 *     not be queried
 */
public record Reconciliation(
    long triggered, VerdictCounts counted, long recorded, Optional<VerdictCounts> stored) {
  /**
   * Compares a run with the store.
   *
   * @param firstSerial of the run; 0 if the store could not be asked for it
   */
  static Reconciliation of(
      LineCounts counts, RecordedInspections store, String line, long firstSerial) {
    if (firstSerial == 0) {
      return withoutStore(counts);
    }
    VerdictCounts stored = store.count(InspectionQuery.ALL.ofLine(line).fromSerial(firstSerial));
    return new Reconciliation(
        counts.triggered(), counts.verdicts(), counts.recorded(), Optional.of(stored));
  }

  static Reconciliation withoutStore(LineCounts counts) {
    return new Reconciliation(
        counts.triggered(), counts.verdicts(), counts.recorded(), Optional.empty());
  }

  /** Returns what does not add up, in one sentence; empty if everything does. */
  public Optional<String> discrepancy() {
    if (triggered != counted.inspected() + counted.missed()) {
      return Optional.of(
          "The counts do not agree: %d parts triggered, but %d verdicts and %d missed"
              .formatted(triggered, counted.inspected(), counted.missed()));
    }
    if (recorded != counted.inspected()) {
      return Optional.of(
          "%d of %d verdicts could not be recorded"
              .formatted(counted.inspected() - recorded, counted.inspected()));
    }
    if (stored.isEmpty()) {
      return Optional.of("The counts could not be compared with the store");
    }
    if (!stored.get().equals(counted)) {
      return Optional.of(
          "The counts do not agree: the line counted %s, the store holds %s"
              .formatted(counted, stored.get()));
    }
    return Optional.empty();
  }
}
