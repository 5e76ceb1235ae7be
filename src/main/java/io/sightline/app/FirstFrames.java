package io.sightline.app;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import java.util.Optional;

/** A source that ends after so many frames. Owns the source it reads. */
final class FirstFrames implements FrameSource {
  private final FrameSource source;
  private long left;

  FirstFrames(FrameSource source, long frames) {
    this.source = source;
    this.left = frames;
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    return left-- > 0 ? source.next() : Optional.empty();
  }

  @Override
  public boolean live() {
    return source.live();
  }

  @Override
  public long unreadable() {
    return source.unreadable();
  }

  @Override
  public Optional<String> firstUnreadable() {
    return source.firstUnreadable();
  }

  @Override
  public String describe() {
    return source.describe();
  }

  @Override
  public void close() {
    source.close();
  }
}
