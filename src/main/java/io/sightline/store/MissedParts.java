package io.sightline.store;

import java.time.Instant;
import java.util.Objects;

/**
 * Parts that went by uninspected.
 *
 * @param line where
 * @param lot the lot then running
 * @param at when it was noticed
 * @param firstSerial the first of them
 * @param count how many, 1 or more, serials without a gap
 */
public record MissedParts(String line, String lot, Instant at, long firstSerial, long count) {
  public MissedParts {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(at, "at");
    if (firstSerial < 1 || count < 1) {
      throw new IllegalArgumentException(
          "Missed parts are counted from 1: serial " + firstSerial + ", count " + count);
    }
  }
}
