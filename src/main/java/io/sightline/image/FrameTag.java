package io.sightline.image;

import io.sightline.inspection.GroundTruth;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known about a frame besides its pixels.
 *
 * @param sequence its number in the source, from 0
 * @param at when it was taken
 * @param nanos the same moment on {@link System#nanoTime()}'s clock, for measuring
 * @param origin the source's name for it (a file name, a frame number); may be empty
 * @param truth the true defects of the part, if the source knows them
 */
public record FrameTag(
    long sequence, Instant at, long nanos, String origin, Optional<GroundTruth> truth) {
  /** The tag of a frame about which nothing is known. */
  public static final FrameTag NONE = new FrameTag(0, Instant.EPOCH, 0, "", Optional.empty());

  public FrameTag {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(truth, "truth");
  }

  /** Returns the tag of a frame taken now. */
  public static FrameTag now(long sequence, String origin, Optional<GroundTruth> truth) {
    return new FrameTag(sequence, Instant.now(), System.nanoTime(), origin, truth);
  }
}
