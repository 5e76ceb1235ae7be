package io.sightline.inspection;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Creates globally unique ids that sort by time: UUID version 7 (RFC 9562, 5.7). */
public final class InspectionId {
  private InspectionId() {}

  /** A new id for this moment. */
  public static UUID next(Instant moment) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (moment.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
