package io.sightline.capture;

import io.sightline.image.Frame;
import io.sightline.inspection.Phrase;
import java.util.Optional;

/**
 * Where frames come from. Opened, read and closed on one thread.
 *
 * <p>A frame source has a read timeout: {@link #next()} returns or throws within it, so that its
 * thread can always be stopped by interrupting it.
 */
public interface FrameSource extends AutoCloseable {
  /**
   * The next frame; empty at the end. The caller owns it.
   *
   * @throws CaptureException when the source is lost
   * @throws InterruptedException when the line is being stopped
   */
  Optional<Frame> next() throws InterruptedException;

  /**
   * True where parts go by whether or not anybody looks (cameras, a paced simulated line): a full
   * inbox then means missed parts. False where the source waits to be read (a folder).
   */
  boolean live();

  /** How many images were passed over as unreadable so far; each was named in a warning. */
  default long unreadable() {
    return 0;
  }

  /** What is wrong with the first of those, naming it; empty where there is none. */
  default Optional<String> firstUnreadable() {
    return Optional.empty();
  }

  /** For people, in English: "Simulated boards, seed 7, 1,000 a minute". */
  String describe();

  /** The same in the operator's language. */
  default Phrase phrase() {
    return Phrase.of("source.other", describe());
  }

  @Override
  void close();
}
