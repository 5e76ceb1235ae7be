package io.sightline.inspection;

import java.time.Instant;
import java.util.Objects;

/**
 * One physical item, inspected exactly once however many frames show it.
 *
 * @param line the line it went by
 * @param serial its number on that line, from 1, never used twice in one store
 * @param lot the lot it belongs to; empty if none was named
 * @param firstSeen when its first frame was taken
 */
public record Part(String line, long serial, String lot, Instant firstSeen) {
  public Part {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(lot, "lot");
    Objects.requireNonNull(firstSeen, "firstSeen");
    if (line.isBlank()) {
      throw new IllegalArgumentException("A part needs the name of its line");
    }
    if (serial < 1) {
      throw new IllegalArgumentException("A part's serial number is 1 or more, not " + serial);
    }
  }
}
