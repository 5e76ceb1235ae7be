package io.sightline.line;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.detect.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.SightlineException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The capturing half of a run: opens the source, reads it into the inbox and closes it, all on the
 * thread {@code capture-<name>}, which it owns. A camera that is lost is opened again where the
 * setup wants that. It says in the inbox when nothing follows, whatever happened.
 */
final class Capturing {
  private static final System.Logger LOG = System.getLogger(Capturing.class.getName());

  private final LineSetup setup;
  private final ModelVersion model;
  private final FramePool pool;
  private final Inbox inbox;
  private final Consumer<LineEvent> events;
  private final Listener listener;
  private final Thread thread;

  private volatile boolean stopping;
  private volatile String source = "";
  private volatile long unreadable; // as last told
  private long unreadableBefore; // by cameras that were lost
  private long left;
  private OptionalLong lastFrame = OptionalLong.empty(); // on nanoTime's clock
  private int connection = 1;
  private Optional<String> away = Optional.empty(); // why, as last told

  Capturing(
      LineSetup setup,
      ModelVersion model,
      FramePool pool,
      Inbox inbox,
      Consumer<LineEvent> events,
      Listener listener) {
    this.setup = setup;
    this.model = model;
    this.pool = pool;
    this.inbox = inbox;
    this.events = events;
    this.listener = listener;
    this.left = setup.parts().orElse(Long.MAX_VALUE);
    this.thread = new Thread(this::run, "capture-" + setup.name());
  }

  void start() {
    thread.start();
  }

  /** Whether it was started. */
  boolean began() {
    return thread.getState() != Thread.State.NEW;
  }

  /** No frame is taken any more; returns at once. */
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

  /** What is looked at, in words; empty until the source is open. */
  String source() {
    return source;
  }

  /** How many images the source passed over; final after {@link #join()}. */
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
    } catch (RuntimeException e) {
      listener.lost(
          new CaptureException(
              "The source of "
                  + setup.name()
                  + " failed unexpectedly; see the log, then start again",
              e));
    } finally {
      if (away.isPresent()) {
        listener.stayedAway(sinceLastFrame());
      }
      inbox.end(); // or the inspector waits for ever
    }
  }

  /** Opens the source and reads it; false where the camera is away and is to be tried again. */
  private boolean readToTheEnd() throws InterruptedException {
    FrameSource opened;
    try {
      opened = setup.source().apply(pool);
    } catch (CaptureException e) {
      if (away.isEmpty()) {
        throw e;
      }
      tellAway(e);
      return false;
    }
    try (FrameSource frames = opened) {
      begin(frames);
      try {
        read(frames);
        return true;
      } catch (CaptureException e) {
        // One that has never sent a frame is not lost: it is set up wrongly.
        if (!frames.live() || lastFrame.isEmpty() || setup.reconnecting().isEmpty()) {
          throw e;
        }
        tellAway(e);
        return false;
      } finally {
        tellUnreadable(frames);
        unreadableBefore = unreadable;
      }
    }
  }

  private void begin(FrameSource frames) {
    if (source.isEmpty()) {
      source = frames.describe();
      events.accept(
          new LineEvent.Started(source, RecipeVersion.of(setup.recipe()), model, setup.lot()));
    } else if (!source.equals(frames.describe())) {
      throw new CaptureException(
          "%s has come back as another (%s): check the recipe's sizes and zones, then start again"
              .formatted(source, frames.describe()));
    }
  }

  /** Told anew where the reason is another than before. */
  private void tellAway(CaptureException reason) {
    Optional<String> why = Optional.of(String.valueOf(reason.getMessage()));
    if (!away.equals(why)) {
      away = why;
      listener.disconnected(reason);
    }
  }

  private Duration sinceLastFrame() {
    return Duration.ofNanos(System.nanoTime() - lastFrame.orElseThrow());
  }

  private void read(FrameSource frames) throws InterruptedException {
    while (!stopping && left > 0) {
      Optional<Frame> frame = frames.next();
      tellUnreadable(frames);
      if (frame.isEmpty()) {
        return;
      }
      if (away.isPresent()) {
        away = Optional.empty();
        connection++;
        listener.reconnected(sinceLastFrame());
      }
      lastFrame = OptionalLong.of(System.nanoTime());
      left--;
      take(called(frame.get()), frames.live());
    }
  }

  /** A camera that is back counts its frames from 0 again: "2/0" is its first one then. */
  private Frame called(Frame frame) {
    FrameTag tag = frame.tag();
    return connection == 1
        ? frame
        : frame.tagged(
            new FrameTag(
                tag.sequence(),
                tag.at(),
                tag.nanos(),
                connection + "/" + tag.origin(),
                tag.truth()));
  }

  private void tellUnreadable(FrameSource frames) {
    long now = unreadableBefore + frames.unreadable();
    if (now > unreadable) {
      unreadable = now;
      listener.unreadable(now, frames.firstUnreadable().orElse(""));
    }
  }

  private void take(Frame frame, boolean live) throws InterruptedException {
    listener.triggered();
    try {
      if (!live) {
        inbox.put(frame);
      } else if (!inbox.offer(frame)) {
        listener.missed();
      }
    } catch (InterruptedException e) {
      listener.missed(); // it was triggered, and nobody will look at it
      throw e;
    }
  }

  /** Told on the capturing thread; returns at once. */
  interface Listener {
    /** A part is in place. */
    void triggered();

    /** The part last triggered will not be looked at. */
    void missed();

    /**
     * The source passed over images that it could not read.
     *
     * @param total so far
     * @param first what is wrong with the first of them
     */
    void unreadable(long total, String first);

    /** The camera is lost and is being connected again; told once more where why has changed. */
    void disconnected(SightlineException reason);

    /**
     * The camera is back, and has sent a frame.
     *
     * @param unseen since the frame before
     */
    void reconnected(Duration unseen);

    /**
     * Nobody waits for the camera any more: the run ends.
     *
     * @param unseen since its last frame
     */
    void stayedAway(Duration unseen);

    /** The source cannot be opened or read any more. */
    void lost(SightlineException reason);
  }
}
