package io.sightline.store;

import java.time.Instant;
import java.util.Objects;

/**
 * Parts that went by uninspected.
 *
 * @param line where
 * @param lot the lot then running; may be empty
 * @param shift the shift then running; may be empty
 * @param product what was then being made; may be empty
 * @param at when it was noticed
 * @param firstSerial the first serial number
 * @param count how many, 1 or more, with consecutive serial numbers
 */
public record MissedParts(
    String line,
    String lot,
    String shift,
    String product,
    Instant at,
    long firstSerial,
    long count) {
  public MissedParts {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(shift, "shift");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(at, "at");
    if (line.isBlank()) {
      throw new IllegalArgumentException("Missed parts need the name of their line");
    }
    if (firstSerial < 1 || count < 1) {
      throw new IllegalArgumentException(
          "Missed parts are counted from 1: serial " + firstSerial + ", count " + count);
    }
    Math.addExact(firstSerial, count - 1);
  }
}
