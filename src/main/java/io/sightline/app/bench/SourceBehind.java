package io.sightline.app.bench;

import io.sightline.capture.FrameSource;
import io.sightline.image.Frame;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/** A source that passes on the frames of another, possibly changed. Owns the source it reads. */
abstract class SourceBehind implements FrameSource {
  private final FrameSource source;

  SourceBehind(FrameSource source) {
    this.source = source;
  }

  @Override
  public Optional<Frame> next() throws InterruptedException {
    return source.next();
  }

  @Override
  public final boolean live() {
    return source.live();
  }

  @Override
  public final long unreadable() {
    return source.unreadable();
  }

  @Override
  public final Optional<String> firstUnreadable() {
    return source.firstUnreadable();
  }

  @Override
  public final String describe() {
    return source.describe();
  }

  @Override
  public final Phrase phrase() {
    return source.phrase();
  }

  @Override
  public final void close() {
    source.close();
  }
}
