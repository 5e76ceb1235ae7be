package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the same few frames over and over, at no cost but a copy: for measuring what comes after
 * capture. Borrows the frames.
 */
public final class Replay implements FrameSource {
  private final List<Frame> frames;
  private final FramePool pool;
  private long shown;

  /**
   * @param frames at least one; the caller closes them after this
   * @param pool where the copies come from
   */
  public Replay(List<Frame> frames, FramePool pool) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("A replay needs a frame to show");
    }
    this.frames = new ArrayList<>(frames);
    this.pool = pool;
  }

  @Override
  public Optional<Frame> next() {
    Frame original = frames.get((int) (shown % frames.size()));
    Frame copy = pool.take(original.width(), original.height());
    original.mat().copyTo(copy.mat());
    return Optional.of(copy.tagged(FrameTag.now(shown++, "", original.tag().truth())));
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
