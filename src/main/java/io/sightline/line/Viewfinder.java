package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest part to the eye: the inspecting thread draws, the screen takes, and what the
 * screen was too slow for is overwritten. Four pictures go round, so that neither ever waits for
 * the other and none is made anew: one being drawn, one ready, one on screen, and the one before,
 * which the screen's renderer may still be reading.
 */
public final class Viewfinder {
  private @Nullable Preview ready;
  private @Nullable Picture spare;
  private @Nullable Picture shown;
  private @Nullable Picture leaving;
  private volatile boolean watched;
  private volatile boolean keepsRejects;

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

  /**
   * Screen: the newest part, if there is one since the last call. Its picture stays untouched until
   * the second call after.
   */
  public synchronized Optional<Preview> take() {
    Preview newest = ready;
    if (newest == null) {
      return Optional.empty();
    }
    ready = null;
    spare = leaving;
    leaving = shown;
    shown = newest.picture();
    return Optional.of(newest);
  }

  private synchronized Picture canvas(int width, int height) {
    Picture free = spare;
    spare = null;
    return free != null && free.width() == width && free.height() == height
        ? free
        : new Picture(width, height);
  }
}
