package io.sightline.app.bench;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import io.sightline.image.FrameTag;
import java.util.Optional;

/**
 * Frames of a steady belt, each tagged with the moment it was due rather than its later arrival. A
 * real camera triggers when the part is in place, however busy the computer is; measuring from a
 * late arrival would understate the times of exactly those parts for which the computer was too
 * busy (coordinated omission). The belt starts with the first frame.
 */
final class PacedFrames extends SourceBehind {
  private final double interval;
  private final RateSample sample;
  private long shown;
  private long start;

  /**
   * @param sample receives each frame's arrival
   */
  PacedFrames(FrameSource source, int partsPerMinute, RateSample sample) {
    super(source);
    this.interval = 60e9 / partsPerMinute;
    this.sample = sample;
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    return super.next().map(this::due);
  }

  private Frame due(Frame frame) {
    FrameTag tag = frame.tag();
    start = shown == 0 ? tag.nanos() : start;
    long due = start + Math.round(shown++ * interval);
    sample.came(tag.nanos(), due);
    // Rounding may make a frame slightly early: a trigger must not lie in the future.
    long trigger = Math.min(due, tag.nanos());
    return frame.tagged(
        new FrameTag(
            tag.sequence(),
            tag.at().minusNanos(tag.nanos() - trigger),
            trigger,
            tag.origin(),
            tag.truth()));
  }
}
