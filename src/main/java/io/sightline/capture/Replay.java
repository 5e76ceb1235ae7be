package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.image.FrameTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Repeats a few frames endlessly at no cost, just as a camera hands over what it has written, to
 * measure the stages after capture. Borrows the frames.
 */
public final class Replay implements FrameSource {
  private final List<Frame> frames;
  private long shown;

  /**
   * @param frames at least one; the caller closes them after this source
   */
  public Replay(List<Frame> frames) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("A replay needs a frame to show");
    }
    this.frames = new ArrayList<>(frames);
  }

  @Override
  public Optional<Frame> next() {
    Frame original = frames.get((int) (shown % frames.size()));
    FrameTag tag = FrameTag.now(shown++, "", original.tag().truth());
    return Optional.of(original.share().tagged(tag));
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String describe() {
    return frames.size() + " frames over and over";
  }

  @Override
  public void close() {
    frames.clear();
  }
}
