package io.sightline.line;

import io.sightline.inspection.Inspection.ModelVersion;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a station: a source, a recipe, a detector and its counts. Can be started and stopped
 * any number of times; each start is a separate run. Safe for use by any thread.
 *
 * <p>A running line has the threads {@code capture-<name>}, {@code inspect-<name>} and {@code
 * watchdog-<name>}, which watches that the engine answers. The first two have ended when {@link
 * LineEvent.Stopped} is sent, unless an engine hung: then {@code inspect-<name>} ends when the
 * engine answers.
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

  /** Guards the state of the disk and its events, so that they are sent in order. */
  private final Object disk = new Object();

  private Optional<String> diskShortage = Optional.empty(); // guarded by disk
  private @Nullable LineRun run;
  private boolean closed;

  /**
   * Creates a stopped line with its network loaded. The recorder is borrowed and may serve several
   * lines.
   *
   * @throws io.sightline.detect.onnx.DetectException if the network cannot be loaded
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

  /** Returns the network that inspects its parts, and its engine. */
  public ModelVersion model() {
    return detector.version();
  }

  /**
   * Starts a run and returns at once; {@link LineEvent.Started} follows when the source is open.
   * Before that, the detector is warmed up the first time if the setup says so, a few seconds at
   * most; if the engine failed in the last run, it is loaded again. A run whose camera sends
   * pictures that differ in size from this line's first picture ends with that picture.
   *
   * @throws IllegalStateException if it is running or closed
   */
  public void start() {
    begin(false);
  }

  /**
   * Starts unattended: instead of ending the run, waits for a camera that is not there yet, as for
   * one that is lost during a run.
   *
   * @throws IllegalStateException if it is running or closed
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
    next.start(); // if no thread can be started, there is no run to wait for
    run = next;
  }

  /**
   * Asks a run to end and returns at once: no more frames are taken, those waiting are inspected
   * and recorded, then {@link LineEvent.Stopped} follows. Does nothing if the line is stopped.
   */
  public synchronized void stop() {
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Waits until the run has ended and all listeners have been notified.
   *
   * @throws IllegalStateException if it was never started
   */
  public RunSummary await() throws InterruptedException {
    LineRun current;
    synchronized (this) {
      current = run;
    }
    if (current == null) {
      throw new IllegalStateException(name() + " was never started");
    }
    return current.end().await();
  }

  public synchronized State state() {
    return run == null ? State.STOPPED : run.state();
  }

  /**
   * Reports that the disk is nearly full: now, on the caller's thread, and at the start of each
   * run, until there is room again.
   *
   * @param reason in one sentence; empty if there is room
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

  /** Repeats the report for a run that begins: it may have been acknowledged long ago. */
  private void tellShortageAgain() {
    synchronized (disk) {
      diskShortage.ifPresent(this::tellShortage);
    }
  }

  private void tellShortage(String reason) {
    tell(shortage(reason));
  }

  private static LineEvent shortage(String reason) {
    return new LineEvent.Troubled(Trouble.because(Trouble.Kind.DISK, reason));
  }

  /** Returns the counts of the current run, or of the last one. */
  public synchronized LineCounts counts() {
    return run == null ? LineCounts.NONE : run.counts();
  }

  /** Returns the viewfinder, which shows the newest part. */
  public Viewfinder viewfinder() {
    return viewfinder;
  }

  /** Adds a listener, which is told at once if the disk is nearly full. */
  public void addListener(Consumer<LineEvent> listener) {
    synchronized (disk) {
      listeners.add(listener);
      diskShortage.map(Line::shortage).ifPresent(listener);
    }
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
      current.end().awaitUninterruptibly();
    }
    detector.close();
  }

  /** Tells the listeners first, because the log's disk may be the one that does not answer. */
  private void tell(LineEvent event) {
    for (Consumer<LineEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException | Error e) {
        // A screen that fails, even for lack of memory, must not stop the inspection.
        LOG.log(Level.ERROR, "A listener of " + name() + " failed", e);
      }
    }
    troubles.accept(event);
  }

  /** The state of a line. */
  public enum State {
    STOPPED,
    RUNNING,
    /** Asked to stop: frames already taken are still being inspected and recorded. */
    STOPPING
  }
}
