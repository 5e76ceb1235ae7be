package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest part to the eye: the inspecting thread draws, the screen takes, and what the
 * screen was too slow for is overwritten. Four pictures go round, so that neither ever waits for
 * the other and none is made anew: one being drawn, one ready, one on screen, and the one before,
 * which the screen's renderer may still be reading.
 *
 * <p>The screen is given no more passed parts a second than an eye can tell apart, for each costs a
 * repaint that the network would have had. A part that did not pass is given at once.
 */
public final class Viewfinder {
  /** From one passed part that the screen gets to the next: twelve a second. */
  static final Duration PACE = Duration.ofMillis(80);

  private final LongSupplier clock;
  private long nextPassed;
  private @Nullable Preview ready;
  private @Nullable Picture spare;
  private @Nullable Picture shown;
  private @Nullable Picture leaving;
  private volatile boolean watched;
  private volatile boolean keepsRejects;

  public Viewfinder() {
    this(System::nanoTime);
  }

  /**
   * @param clock in nanoseconds
   */
  Viewfinder(LongSupplier clock) {
    this.clock = clock;
    this.nextPassed = clock.getAsLong();
  }

  /** Nobody looks (no screen): then drawing costs nothing. */
  public void watch(boolean anybody) {
    watched = anybody;
  }

  /** Nobody keeps rejects for a closer look (no screen): then none is drawn small. */
  public void keepRejects(boolean anybody) {
    keepsRejects = anybody;
  }

  boolean keepsRejects() {
    return keepsRejects;
  }

  /** Inspecting thread: shows a part. Borrows the frame. */
  void show(Frame frame, Inspection inspection) {
    if (!watched) {
      return;
    }
    Picture canvas = canvas(frame.width(), frame.height());
    canvas.draw(frame);
    Preview preview = new Preview(canvas, frame.width(), frame.height(), inspection);
    synchronized (this) {
      if (ready != null) {
        spare = ready.picture();
      }
      ready = preview;
    }
  }

  /** Another run begins: a picture of the last one is not one of this. */
  synchronized void forget() {
    if (ready != null) {
      spare = ready.picture();
      ready = null;
    }
  }

  /**
   * Screen, as often as it likes: the newest part, if there is one since the last that was given
   * and it is time for it. Its picture stays untouched until the second one after is given.
   */
  public synchronized Optional<Preview> take() {
    Preview newest = ready;
    long now = clock.getAsLong();
    if (newest == null || (passed(newest) && now - nextPassed < 0)) {
      return Optional.empty();
    }
    nextPassed = now + PACE.toNanos();
    ready = null;
    spare = leaving;
    leaving = shown;
    shown = newest.picture();
    return Optional.of(newest);
  }

  private static boolean passed(Preview preview) {
    return preview.inspection().verdict() == Verdict.PASS;
  }

  private synchronized Picture canvas(int width, int height) {
    Picture free = spare;
    spare = null;
    return free != null && free.width() == width && free.height() == height
        ? free
        : new Picture(width, height);
  }
}
