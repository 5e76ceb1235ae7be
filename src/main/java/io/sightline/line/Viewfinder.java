package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.image.Picture;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes the newest part to the screen: the inspecting thread leaves it here, the screen takes it,
 * and parts that the screen is too slow for are replaced by newer ones. Only parts that are taken
 * are drawn, into three reused pictures: one being drawn, one on screen, and the previous one,
 * which the screen's renderer may still be reading. They are no larger than shown: three full
 * pictures of a large camera for each line would take all the memory.
 *
 * <p>The screen gets no more passed parts per second than an eye can tell apart, because each
 * repaint takes time from the network. A part that did not pass is handed over at once.
 */
public final class Viewfinder {
  /** Interval between passed parts on screen: twelve a second. */
  static final Duration PACE = Duration.ofMillis(80);

  private static final int THUMBNAIL_PIXELS = 320;

  private static final System.Logger LOG = System.getLogger(Viewfinder.class.getName());

  private final LongSupplier clock;
  private final Canvases canvases;
  private long nextPassed;
  private @Nullable Sight newest;
  private @Nullable Picture spare;
  private @Nullable Picture shown;
  private @Nullable Picture leaving;
  private boolean undrawn;
  private volatile Room room = Room.UNTOLD;
  private volatile boolean watched;
  private volatile boolean keepsRejects;

  public Viewfinder() {
    this(System::nanoTime, Picture::new);
  }

  /**
   * @param clock in nanoseconds
   * @param canvases creates the pictures that are drawn into
   */
  Viewfinder(LongSupplier clock, Canvases canvases) {
    this.clock = clock;
    this.canvases = canvases;
    this.nextPassed = clock.getAsLong();
  }

  /** Sets whether a screen shows the pictures; otherwise none are drawn. */
  public void watch(boolean anybody) {
    watched = anybody;
  }

  /** Sets whether a screen keeps rejects for a closer look; otherwise no thumbnails are drawn. */
  public void keepRejects(boolean anybody) {
    keepsRejects = anybody;
  }

  /**
   * Returns a thumbnail of a reject if a screen keeps them. Inspecting thread; borrows the frame.
   */
  Optional<Preview> thumbnail(Frame frame, Inspection inspection) {
    return keepsRejects && inspection.verdict() != Verdict.PASS
        ? Optional.of(
            new Preview(
                Picture.of(frame, THUMBNAIL_PIXELS), frame.width(), frame.height(), inspection))
        : Optional.empty();
  }

  /**
   * Shows a part. Inspecting thread; borrows the frame and shares its pixels until the next call.
   */
  void show(Frame frame, Inspection inspection) {
    if (watched) {
      free(replaced(new Waiting(frame.share(), inspection)));
    }
  }

  /** Discards a picture of the last run, as another one begins. */
  void forget() {
    free(replaced(null));
  }

  /** Releases the ended run's frames; its last part can still be taken. */
  void settle() {
    Sight last = replaced(null);
    if (last instanceof Waiting unseen) {
      last = new Drawn(drawn(unseen));
    }
    replaced(last);
  }

  /**
   * Returns the newest part if there is a new one and it is due. The screen may call this as often
   * as it likes. Its picture stays untouched until the next but one is taken.
   *
   * @param room the area for its picture, which is shrunk to fit and never enlarged
   */
  public Optional<Preview> take(Room room) {
    this.room = room;
    Sight next = due();
    if (next == null) {
      return Optional.empty();
    }
    Preview given = next instanceof Waiting waiting ? drawn(waiting) : ((Drawn) next).preview();
    given.picture().ifPresent(this::showing);
    return Optional.of(given);
  }

  private synchronized @Nullable Sight due() {
    Sight next = newest;
    long now = clock.getAsLong();
    if (next == null || (next.passed() && now - nextPassed < 0)) {
      return null;
    }
    nextPassed = now + PACE.toNanos();
    newest = null;
    return next;
  }

  private synchronized @Nullable Sight replaced(@Nullable Sight by) {
    Sight before = newest;
    newest = by;
    return before;
  }

  private static void free(@Nullable Sight sight) {
    if (sight instanceof Waiting unseen) {
      unseen.frame().close();
    }
  }

  private synchronized void showing(Picture given) {
    spare = leaving;
    leaving = shown;
    shown = given;
  }

  private Preview drawn(Waiting part) {
    try (Frame frame = part.frame()) {
      return new Preview(drawn(frame), frame.width(), frame.height(), part.inspection());
    }
  }

  /** Returns the drawn picture; empty if drawing fails, as for lack of memory. */
  private Optional<Picture> drawn(Frame frame) {
    try {
      Picture canvas = canvas(frame.width(), frame.height());
      canvas.draw(frame);
      told(Optional.empty());
      return Optional.of(canvas);
    } catch (RuntimeException | Error e) {
      told(Optional.of(e));
      return Optional.empty();
    }
  }

  /** Logs once per series of failures: there are several a second. */
  private synchronized void told(Optional<Throwable> failed) {
    if (failed.isPresent() && !undrawn) {
      LOG.log(Level.ERROR, "A part cannot be drawn; its inspection goes on", failed.get());
    }
    undrawn = failed.isPresent();
  }

  private synchronized Picture canvas(int sourceWidth, int sourceHeight) {
    int width = room.widthOf(sourceWidth, sourceHeight);
    int height = room.heightOf(sourceWidth, sourceHeight);
    if (width >= sourceWidth || height >= sourceHeight) {
      width = sourceWidth;
      height = sourceHeight;
    }
    Picture free = spare;
    spare = null;
    return free != null && free.width() == width && free.height() == height
        ? free
        : canvases.create(width, height);
  }

  /** Creates pictures of a given size. */
  @FunctionalInterface
  interface Canvases {
    Picture create(int width, int height);
  }

  /** A part that the screen has not taken yet. */
  private sealed interface Sight {
    Inspection inspection();

    default boolean passed() {
      return inspection().verdict() == Verdict.PASS;
    }
  }

  /** Holds the judged pixels; the code that takes it out closes the frame. */
  private record Waiting(Frame frame, Inspection inspection) implements Sight {}

  /** Holds the pixels as shown. */
  private record Drawn(Preview preview) implements Sight {
    @Override
    public Inspection inspection() {
      return preview.inspection();
    }
  }
}
