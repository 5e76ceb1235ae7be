package io.sightline.app.bench;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import java.util.Optional;

/** A source that ends after a given number of frames. */
final class FirstFrames extends SourceBehind {
  private long left;

  FirstFrames(FrameSource source, long frames) {
    super(source);
    this.left = frames;
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    return left-- > 0 ? super.next() : Optional.empty();
  }
}
