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
 * <p>The newest part is kept after it is taken, and drawn again if its room grows before the next
 * part comes: from its frame during the run, afterwards from a picture as large as the screen.
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

  /** The width in pixels at which the screen has the newest part; 0 while it does not have it. */
  private int given;

  private @Nullable Picture spare;
  private @Nullable Picture shown;
  private @Nullable Picture leaving;
  private boolean undrawn;
  private volatile Room room = Room.UNTOLD;
  private volatile Room screen = Room.UNTOLD;
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
      free(replaced(new Waiting(frame.share(), inspection, false), 0));
    }
  }

  /** Discards a picture of the last run, as another one begins. */
  void forget() {
    free(replaced(null, 0));
  }

  /**
   * Releases the ended run's frames. Its last part can still be taken, and again if its room grows,
   * because it is kept as large as the whole screen can show it.
   */
  void settle() {
    int had = given();
    Sight last = replaced(null, had);
    if (last instanceof Waiting part) {
      try (Frame frame = part.frame()) {
        last = kept(frame, part.inspection(), had);
      }
    }
    replaced(last, had);
  }

  /** Returns null if the screen has as much of the part as can be kept. */
  private @Nullable Sight kept(Frame frame, Inspection inspection, int had) {
    if (screen.drawnWidth(frame.width(), frame.height()) <= had) {
      return null;
    }
    Preview large = drawn(frame, inspection, screen);
    if (large.picture().isPresent()) {
      return new Drawn(large);
    }
    return had > 0 ? null : new Drawn(drawn(frame, inspection, room));
  }

  /**
   * Returns the newest part if there is a new one and it is due, or if its room has grown since it
   * was taken. The screen may call this as often as it likes. The picture stays untouched until the
   * next but one is taken.
   *
   * @param room the area for its picture, which is shrunk to fit and never enlarged
   * @param screen the largest area there can be for it
   */
  public Optional<Preview> take(Room room, Room screen) {
    this.room = room;
    this.screen = screen;
    Sight next = due(room);
    if (next == null) {
      return Optional.empty();
    }
    Preview taken = next instanceof Waiting part ? drawn(part) : ((Drawn) next).preview();
    if (taken.picture().isEmpty() && next instanceof Waiting part && part.again()) {
      return Optional.empty(); // the screen has it, smaller
    }
    taken.picture().ifPresent(this::showing);
    return Optional.of(taken);
  }

  private synchronized @Nullable Sight due(Room room) {
    Sight next = newest;
    long now = clock.getAsLong();
    if (next == null || ((next.passed() || given > 0) && now - nextPassed < 0)) {
      return null;
    }
    int width = room.drawnWidth(next.sourceWidth(), next.sourceHeight());
    if (width <= given) {
      return null;
    }
    boolean again = given > 0;
    nextPassed = now + PACE.toNanos();
    given = width;
    if (next instanceof Waiting part) {
      return new Waiting(part.frame().share(), part.inspection(), again);
    }
    newest = null;
    return next;
  }

  private synchronized int given() {
    return given;
  }

  private synchronized @Nullable Sight replaced(@Nullable Sight by, int given) {
    Sight before = newest;
    newest = by;
    this.given = given;
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
      return drawn(frame, part.inspection(), room);
    }
  }

  private Preview drawn(Frame frame, Inspection inspection, Room room) {
    return new Preview(drawn(frame, room), frame.width(), frame.height(), inspection);
  }

  /** Returns the drawn picture; empty if drawing fails, as for lack of memory. */
  private Optional<Picture> drawn(Frame frame, Room room) {
    try {
      Picture canvas = canvas(frame.width(), frame.height(), room);
      canvas.draw(frame);
      tell(Optional.empty());
      return Optional.of(canvas);
    } catch (RuntimeException | Error e) {
      tell(Optional.of(e));
      return Optional.empty();
    }
  }

  /** Logs once per series of failures: there are several a second. */
  private synchronized void tell(Optional<Throwable> failed) {
    if (failed.isPresent() && !undrawn) {
      LOG.log(Level.ERROR, "A part cannot be drawn; its inspection goes on", failed.get());
    }
    undrawn = failed.isPresent();
  }

  private synchronized Picture canvas(int sourceWidth, int sourceHeight, Room room) {
    int width = room.drawnWidth(sourceWidth, sourceHeight);
    int height = room.drawnHeight(sourceWidth, sourceHeight);
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

  /** A part that the screen may take, for the first time or larger than before. */
  private sealed interface Sight {
    Inspection inspection();

    int sourceWidth();

    int sourceHeight();

    default boolean passed() {
      return inspection().verdict() == Verdict.PASS;
    }
  }

  /**
   * Holds the judged pixels; the code that takes it out closes the frame.
   *
   * @param again whether the screen already has it, with fewer pixels
   */
  private record Waiting(Frame frame, Inspection inspection, boolean again) implements Sight {
    @Override
    public int sourceWidth() {
      return frame.width();
    }

    @Override
    public int sourceHeight() {
      return frame.height();
    }
  }

  /** Holds the pixels as shown. */
  private record Drawn(Preview preview) implements Sight {
    @Override
    public Inspection inspection() {
      return preview.inspection();
    }

    @Override
    public int sourceWidth() {
      return preview.sourceWidth();
    }

    @Override
    public int sourceHeight() {
      return preview.sourceHeight();
    }
  }
}
