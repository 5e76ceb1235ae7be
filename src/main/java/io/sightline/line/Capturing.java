package io.sightline.line;

import io.sightline.capture.CameraAwayException;
import io.sightline.capture.CameraRefusesException;
import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Misfit;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.SightlineException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The capturing half of a run: opens the source, reads it into the inbox and closes it, all on its
 * own thread {@code capture-<name>}. A lost camera is opened again if the setup says so, until it
 * rejects the login. A camera that never sent a frame is not considered lost, unless the line
 * started unattended. Always marks the end in the inbox, even if it fails.
 */
final class Capturing {
  private static final System.Logger LOG = System.getLogger(Capturing.class.getName());

  private final LineSetup setup;
  private final boolean unattended;
  private final ModelVersion model;
  private final FramePool pool;
  private final CameraSize size;
  private final Inbox inbox;
  private final Consumer<LineEvent> events;
  private final Listener listener;
  private final Outages outages;
  private final Thread thread;

  private volatile boolean stopping;
  private volatile String source = "";
  private volatile long unreadable; // as last reported
  private long unreadableBefore; // of cameras since lost
  private long left;
  private boolean fits; // whether the recipe fits the first picture

  /**
   * @param unattended whether the line started by itself
   */
  Capturing(
      LineSetup setup,
      boolean unattended,
      ModelVersion model,
      FramePool pool,
      CameraSize size,
      Inbox inbox,
      Consumer<LineEvent> events,
      Listener listener) {
    this.setup = setup;
    this.unattended = unattended && setup.reconnecting().isPresent();
    this.model = model;
    this.pool = pool;
    this.size = size;
    this.inbox = inbox;
    this.events = events;
    this.listener = listener;
    this.outages = new Outages(setup.name(), events);
    this.left = setup.parts().orElse(Long.MAX_VALUE);
    this.thread = new Thread(this::run, "capture-" + setup.name());
  }

  void start() {
    thread.start();
  }

  /** Marks the end in the inbox if the thread was never started, as it would have. */
  void endIfUnbegun() {
    if (thread.getState() == Thread.State.NEW) {
      inbox.end();
    }
  }

  /** Takes no more frames; returns at once. */
  void stop() {
    stopping = true;
    thread.interrupt();
  }

  boolean stopping() {
    return stopping;
  }

  /** Waits until the source is closed. */
  void join() {
    Uninterruptibly.run(thread::join);
  }

  /** Returns a description of the source; empty until it is open. */
  String source() {
    return source;
  }

  /** Returns the number of images the source skipped; final after {@link #join()}. */
  long unreadable() {
    return unreadable;
  }

  private void run() {
    try {
      while (!stopping && !readToTheEnd()) {
        Thread.sleep(setup.reconnecting().orElseThrow().toMillis());
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "{0}: capturing was asked to stop", setup.name());
    } catch (SightlineException e) {
      listener.lost(e);
    } catch (RuntimeException | Error e) { // a library failed to load, or memory ran out
      listener.lost(
          new CaptureException(
              "The source of %s failed unexpectedly (%s): see the log, then start again"
                  .formatted(setup.name(), OneLine.of(e.toString())),
              e));
    } finally {
      outages.end();
      inbox.end(); // otherwise the inspector would wait forever
    }
  }

  /** Opens the source and reads it; returns false if the camera is away and will be tried again. */
  private boolean readToTheEnd() throws InterruptedException {
    FrameSource opened;
    try {
      opened = setup.source().apply(pool);
    } catch (CaptureException e) {
      boolean back = outages.away() && outages.hasSent(); // it has worked in this run
      boolean mayMend = back && !(e instanceof CameraRefusesException);
      if (!mayMend && !(unattended && e instanceof CameraAwayException)) {
        throw e;
      }
      outages.lost(e);
      return false;
    }
    try (FrameSource frames = opened) {
      begin(frames);
      try {
        read(frames);
        return true;
      } catch (AnotherCameraException e) {
        throw e;
      } catch (CaptureException e) {
        boolean began = outages.hasSent() || unattended;
        if (!frames.live() || !began || setup.reconnecting().isEmpty()) {
          throw e;
        }
        outages.lost(e);
        return false;
      } finally {
        tellUnreadable(frames);
        unreadableBefore = unreadable;
      }
    }
  }

  private void begin(FrameSource frames) {
    if (source.isEmpty()) { // a camera that is back is known by its pictures
      source = frames.describe();
      events.accept(
          new LineEvent.Started(frames.phrase(), setup.recipeVersion(), model, setup.lot()));
    }
  }

  /**
   * Checks the recipe against the first picture, and the size of each live one, which may change at
   * any time. If that fails, the part in front of a live camera counts as missed.
   */
  private void checkSize(Frame frame, boolean live) {
    try {
      if (!fits) {
        requireFit(frame);
        fits = true;
      }
      if (live) {
        size.check(frame, source);
      }
    } catch (AnotherCameraException e) {
      frame.close();
      listener.otherCamera();
      if (live) {
        listener.triggered();
        listener.missed();
      }
      throw e;
    }
  }

  private void requireFit(Frame frame) {
    Recipe recipe = setup.recipe();
    Optional<Misfit> misfit = recipe.misfit(frame.width(), frame.height());
    if (misfit.isPresent()) {
      String now = frame.width() + "x" + frame.height();
      throw AnotherCameraException.unfit(source, now, recipe.name(), misfit.get());
    }
  }

  private void read(FrameSource frames) throws InterruptedException {
    while (!stopping && left > 0) {
      Optional<Frame> frame = frames.next();
      tellUnreadable(frames);
      if (frame.isEmpty()) {
        return;
      }
      checkSize(frame.get(), frames.live());
      left--;
      take(outages.came(frame.get()), frames.live());
    }
  }

  private void tellUnreadable(FrameSource frames) {
    long now = unreadableBefore + frames.unreadable();
    if (now > unreadable) {
      unreadable = now;
      listener.unreadable(now, frames.firstUnreadable().orElse(""));
    }
  }

  private void take(Frame frame, boolean live) throws InterruptedException {
    if (live) {
      listener.triggered();
      if (!inbox.offer(frame)) {
        listener.missed();
      }
    } else {
      inbox.put(frame); // if a stop interrupts this, no part has gone by
      listener.triggered();
    }
  }

  /** Receives capturing events on the capturing thread; must return at once. */
  interface Listener {
    /** A part is in place. */
    void triggered();

    /** The part last triggered will not be inspected. */
    void missed();

    /**
     * The source skipped images that it could not read.
     *
     * @param total so far
     * @param first what is wrong with the first of them
     */
    void unreadable(long total, String first);

    /**
     * The source sends pictures of another size, which is why parts are missed from now on. {@link
     * #lost} follows once it is closed.
     */
    void otherCamera();

    /** The source cannot be opened or read any more. */
    void lost(SightlineException reason);
  }
}
