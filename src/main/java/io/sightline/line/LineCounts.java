package io.sightline.line;

import io.sightline.store.VerdictCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * A run's counts at one moment.
 *
 * @param since when the run was started; empty if there was none yet
 * @param triggered parts that went by
 * @param verdicts parts by verdict, and the missed ones
 * @param recorded verdicts that are on disk
 * @param known parts whose truth the source knows
 * @param defective the defective ones among those
 * @param escapes those of the defective ones that passed
 * @param overkill good parts of known truth that did not pass
 * @param partsPerMinute recent rate of verdicts: over ten seconds, on a slow line up to two
 *     minutes; falls while the next one is overdue
 * @param inferenceMs the latest part's time inside the network
 * @param waiting parts in the inbox
 * @param unrecorded verdicts not yet on disk
 */
public record LineCounts(
    Optional<Instant> since,
    long triggered,
    VerdictCounts verdicts,
    long recorded,
    long known,
    long defective,
    long escapes,
    long overkill,
    double partsPerMinute,
    double inferenceMs,
    int waiting,
    long unrecorded) {
  public static final LineCounts NONE =
      new LineCounts(Optional.empty(), 0, VerdictCounts.NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
