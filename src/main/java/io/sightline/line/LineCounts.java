package io.sightline.line;

import io.sightline.store.VerdictCounts;

/**
 * A run's counts at one moment.
 *
 * @param triggered parts that went by
 * @param verdicts parts by verdict, and the missed ones
 * @param recorded verdicts that are on disk
 * @param known parts of which the source knows the truth
 * @param escapes defective parts passed, of those
 * @param overkill good parts not passed, of those
 * @param partsPerMinute verdicts lately, as a rate: of ten seconds, on a slow line of up to two
 *     minutes; falls while the next one is overdue
 * @param inferenceMs the latest part's time inside the network
 * @param waiting parts in the inbox
 * @param unrecorded verdicts not yet on disk
 */
public record LineCounts(
    long triggered,
    VerdictCounts verdicts,
    long recorded,
    long known,
    long escapes,
    long overkill,
    double partsPerMinute,
    double inferenceMs,
    int waiting,
    long unrecorded) {
  public static final LineCounts NONE =
      new LineCounts(0, VerdictCounts.NONE, 0, 0, 0, 0, 0, 0, 0, 0);
}
