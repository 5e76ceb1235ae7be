package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/**
 * A source of frames. Opened, read and closed on one thread.
 *
 * <p>A frame source has a read timeout: {@link #next()} returns or throws within it, so that
 * interrupting its thread always stops it.
 */
public interface FrameSource extends AutoCloseable {
  /**
   * Returns the next frame; empty at the end. The caller owns it.
   *
   * @throws CaptureException if the source is lost
   * @throws InterruptedException if the line is being stopped
   */
  Optional<Frame> next() throws InterruptedException;

  /**
   * Returns true if parts pass regardless of whether they are read (cameras, a paced simulated
   * line), so that a full inbox means missed parts; false if the source waits to be read (a
   * folder).
   */
  boolean live();

  /** Returns how many unreadable images were skipped so far; warnings report them. */
  default long unreadable() {
    return 0;
  }

  /** Describes the problem with the first of these images and names it; empty if there is none. */
  default Optional<String> firstUnreadable() {
    return Optional.empty();
  }

  /** Describes the source for people, in English: "Simulated boards, seed 7, 1,000 a minute". */
  String describe();

  /** As {@link #describe()}, but in the operator's language. */
  default Phrase phrase() {
    return Phrase.of("source.other", describe());
  }

  @Override
  void close();
}
