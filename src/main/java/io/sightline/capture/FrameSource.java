package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/**
 * A source of frames. Opened, read and closed on one thread.
 *
 * <p>Has a read timeout: {@link #next()} returns or throws within it, so that its thread can always
 * be stopped by interrupting it.
 */
public interface FrameSource extends AutoCloseable {
  /**
   * The next frame; empty at the end. The caller owns it.
   *
   * @throws CaptureException if the source is lost
   * @throws InterruptedException if the line is being stopped
   */
  Optional<Frame> next() throws InterruptedException;

  /**
   * True if parts go by whether or not they are read (cameras, a paced simulated line): a full
   * inbox then means missed parts. False if the source waits to be read (a folder).
   */
  boolean live();

  /** How many images have been skipped as unreadable; each was reported in a warning. */
  default long unreadable() {
    return 0;
  }

  /** What is wrong with the first of those, naming it; empty if there is none. */
  default Optional<String> firstUnreadable() {
    return Optional.empty();
  }

  /** A description in English: "Simulated boards, seed 7, 1,000 a minute". */
  String describe();

  /** The description in the operator's language. */
  default Phrase phrase() {
    return Phrase.of("source.other", describe());
  }

  @Override
  void close();
}
