package io.sightline.line;

import io.sightline.inspection.Inspection.ModelVersion;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a station: a source, a recipe, a detector, its counts. It can be started and stopped
 * as often as wanted; each start is a run of its own. Safe for use by any thread.
 *
 * <p>A running line has two threads, {@code capture-<name>} and {@code inspect-<name>}, and one
 * that sees to it that the engine answers, {@code patience-<name>}. When {@link LineEvent.Stopped}
 * is told the first two have ended, unless an engine hung: then {@code inspect-<name>} ends with
 * its answer.
 */
public final class Line implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Line.class.getName());

  private final LineSetup setup;
  private final Recorder recorder;
  private final Viewfinder viewfinder = new Viewfinder();
  private final List<Consumer<LineEvent>> listeners = new CopyOnWriteArrayList<>();
  private final TroubleLog troubles;
  private final LineDetector detector;
  private final CameraSize size = new CameraSize();

  /** Guards what is known of the disk and its events: that it has room is never overtaken. */
  private final Object disk = new Object();

  private Optional<String> diskShortage = Optional.empty(); // guarded by it
  private @Nullable LineRun run;
  private boolean closed;

  /**
   * A line that stands still, its network loaded. The recorder is borrowed and may serve several
   * lines.
   *
   * @throws io.sightline.detect.onnx.DetectException when the network cannot be loaded
   */
  public Line(LineSetup setup, Recorder recorder) {
    this.setup = setup;
    this.recorder = recorder;
    this.troubles = new TroubleLog(setup.name());
    this.detector = new LineDetector(setup);
  }

  public String name() {
    return setup.name();
  }

  public LineSetup setup() {
    return setup;
  }

  /** Which network looks at its parts, and what runs it. */
  public ModelVersion model() {
    return detector.version();
  }

  /**
   * Starts a run and returns at once; {@link LineEvent.Started} follows when the source is open.
   * Before that the detector is warmed up, where the setup says so, the first time, a few seconds
   * at most; where the engine failed in the last run, it is loaded anew. A run whose camera sends
   * pictures of another size than this line's first one ends with that one.
   *
   * @throws IllegalStateException when it runs already, or is closed
   */
  public void start() {
    begin(false);
  }

  /**
   * Starts with nobody there to start it once more: a camera that is not there yet is waited for,
   * as one that was lost in a run, instead of ending it.
   *
   * @throws IllegalStateException when it runs already, or is closed
   */
  public void startByItself() {
    begin(true);
  }

  private synchronized void begin(boolean unattended) {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    if (state() != State.STOPPED) {
      throw new IllegalStateException(name() + " runs already");
    }
    LineRun next =
        new LineRun(
            setup,
            unattended,
            detector,
            recorder,
            viewfinder,
            size,
            this::tell,
            this::tellShortageAgain);
    viewfinder.forget();
    next.start(); // may find no thread: then there is no run that could be waited for
    run = next;
  }

  /**
   * Asks a run to end and returns at once: no frame is taken any more, what waits is inspected and
   * recorded, then {@link LineEvent.Stopped} follows. Nothing happens when the line stands still.
   */
  public synchronized void stop() {
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Waits until the run has ended and everybody was told so.
   *
   * @throws IllegalStateException when none was ever started
   */
  public RunSummary await() throws InterruptedException {
    LineRun current;
    synchronized (this) {
      current = run;
    }
    if (current == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return current.await();
  }

  public synchronized State state() {
    return run == null ? State.STOPPED : run.state();
  }

  /**
   * Has it tell that the disk is nearly full, now on the caller's thread and on its own as each run
   * begins, until it is told that there is room again.
   *
   * @param reason in a sentence; empty where there is room
   */
  public void diskShortage(Optional<String> reason) {
    synchronized (disk) {
      boolean stood = diskShortage.isPresent();
      diskShortage = reason;
      reason.ifPresent(this::tellShortage);
      if (stood && reason.isEmpty()) {
        tell(new LineEvent.Cleared(Trouble.Kind.DISK));
      }
    }
  }

  /** Whoever listens only since the last time hears it, too. */
  private void tellShortageAgain() {
    synchronized (disk) {
      diskShortage.ifPresent(this::tellShortage);
    }
  }

  private void tellShortage(String reason) {
    tell(new LineEvent.Troubled(Trouble.because(Trouble.Kind.DISK, reason)));
  }

  /** The counts of this run, or of the last one. */
  public synchronized LineCounts counts() {
    return run == null ? LineCounts.NONE : run.counts();
  }

  /** Where the newest part is to be seen. */
  public Viewfinder viewfinder() {
    return viewfinder;
  }

  public void addListener(Consumer<LineEvent> listener) {
    listeners.add(listener);
  }

  public void removeListener(Consumer<LineEvent> listener) {
    listeners.remove(listener);
  }

  /** Stops, waits until everything is recorded, and frees the detector. */
  @Override
  public void close() {
    LineRun current;
    synchronized (this) {
      closed = true;
      current = run;
    }
    if (current != null) {
      current.stop();
      current.awaitUninterruptibly();
    }
    detector.close();
  }

  private void tell(LineEvent event) {
    troubles.accept(event);
    for (Consumer<LineEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException | Error e) {
        // A screen that fails, for want of memory, too, must not stop the inspection.
        LOG.log(Level.ERROR, "A listener of " + name() + " failed", e);
      }
    }
  }

  /** What a line does at the moment. */
  public enum State {
    STOPPED,
    RUNNING,
    /** Asked to stop: what was taken is still being inspected and recorded. */
    STOPPING
  }
}
