package io.sightline.app.bench;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import io.sightline.image.FrameTag;
import java.util.Optional;

/**
 * Frames of a steady belt, tagged with the moment at which each was due instead of the later one at
 * which it was there. A real camera triggers when the part is in place, however busy the computer
 * is; measured from when a late frame came, the times of just those parts would be too short that
 * the computer was too busy for (coordinated omission). The belt starts with the first frame.
 */
final class PacedFrames extends SourceBehind {
  private final double interval;
  private final RateSample sample;
  private long shown;
  private long start;

  /**
   * @param sample told of each frame that comes
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
    // One that is hardly too early, by rounding, is not from the future.
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
