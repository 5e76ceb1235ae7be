package io.sightline.line;

import io.sightline.detect.onnx.DetectException;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import io.sightline.line.Line.State;
import io.sightline.store.MissedParts;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a line, from start to stop: the capturing thread fills the inbox, the inspecting
 * thread empties it and ends the run, unless its engine hangs ({@link EngineWatchdog}). Every
 * triggered part ends as a verdict or as missed.
 */
final class LineRun implements Capturing.Listener {
  private static final System.Logger LOG = System.getLogger(LineRun.class.getName());

  private final LineSetup setup;
  private final LineDetector detector;
  private final Recorder recorder;
  private final Viewfinder viewfinder;
  private final Consumer<LineEvent> events;
  private final Runnable onBegin;
  private final FramePool pool = new FramePool();
  private final Inbox inbox;
  private final Serials serials = new Serials();
  private final TroubleMonitor troubles;
  private final Recovery recovery;
  private final PartFlow flow;
  private final Delivery delivery;
  private final EngineWatchdog watchdog;
  private final Tally tally = new Tally();
  private final MissedCounter missed;
  private final Failure failure;
  private final RunEnd end;
  private final Capturing capturing;
  private final Thread inspect;
  private volatile boolean recording = true;
  private volatile boolean anotherCamera;

  /**
   * @param unattended whether it started by itself, with no operator there to restart it
   * @param onBegin called first, on the run's own thread
   */
  LineRun(
      LineSetup setup,
      boolean unattended,
      LineDetector detector,
      Recorder recorder,
      Viewfinder viewfinder,
      CameraSize size,
      Consumer<LineEvent> events,
      Runnable onBegin) {
    this.setup = setup;
    this.detector = detector;
    this.recorder = recorder;
    this.viewfinder = viewfinder;
    this.events = events;
    this.onBegin = onBegin;
    this.end = new RunEnd(events);
    this.inbox = new Inbox(setup.inbox());
    this.failure = new Failure(setup.name(), events);
    this.troubles = new TroubleMonitor(events);
    this.recovery = new Recovery(setup.name(), detector, troubles);
    this.missed = new MissedCounter(setup, serials, tally);
    this.flow =
        new PartFlow(
            inbox,
            new TriggeredPartFinder(setup.name(), setup.lot(), serials),
            new PartsUnderInspection(setup, detector, recovery),
            missed);
    this.delivery = new Delivery(tally, viewfinder, troubles, recorder, events, this::unrecorded);
    this.watchdog =
        new EngineWatchdog(
            setup.name(), detector, setup.patience(), this::check, this::goOnWithoutEngine);
    this.capturing =
        new Capturing(setup, unattended, detector.version(), pool, size, inbox, events, this);
    this.inspect = new Thread(this::run, "inspect-" + setup.name());
  }

  /** Starts the run; opens the source only when everything is ready to inspect its parts. */
  void start() {
    inspect.start();
  }

  /** Takes no more frames; inspects those waiting. */
  void stop() {
    capturing.stop();
  }

  State state() {
    return end.isReached() ? State.STOPPED : capturing.stopping() ? State.STOPPING : State.RUNNING;
  }

  LineCounts counts() {
    return tally.counts(inbox.waiting(), System.nanoTime());
  }

  RunEnd end() {
    return end;
  }

  // ---- called by the capturing thread

  @Override
  public void triggered() {
    tally.triggered();
  }

  @Override
  public void missed() {
    missed.add();
  }

  @Override
  public void unreadable(long total, String first) {
    events.accept(
        new LineEvent.Troubled(new Trouble(Trouble.Kind.UNREADABLE, total, OneLine.of(first))));
  }

  @Override
  public void otherCamera() {
    anotherCamera = true;
  }

  @Override
  public void lost(SightlineException reason) {
    fail(anotherCamera ? Trouble.Kind.CAMERA : Trouble.Kind.SOURCE, reason);
  }

  // ---- inspecting thread, or the one that takes over from it

  private void run() {
    try {
      watchdog.start();
      onBegin.run();
      work();
    } catch (EngineGivenUpException e) {
      LOG.log(Level.WARNING, "{0}: {1}", setup.name(), e.getMessage());
      end.awaitUninterruptibly(); // the watchdog thread ends the run
      flow.abandon();
      detector.close(e);
      return;
    } catch (RuntimeException | Error e) { // for example, a thread could not be started
      failure.tell(e);
    }
    finish();
  }

  /**
   * Makes sure that parts can be numbered and inspected, then inspects all that come; reports why
   * if it cannot.
   */
  private void work() {
    try {
      serials.goOnAfter(recorder.store().lastSerial(setup.name()));
      detector.open();
      if (setup.warm()) {
        new WarmUp(setup, detector, recovery).run(capturing::stopping);
      }
      capturing.start();
      while (flow.goOn(inspecting(), delivery::deliver)) {
        recovery.lost().ifPresent(why -> fail(Trouble.Kind.ENGINE, why));
        recordMissed();
        troubles.goesOn();
      }
      record();
    } catch (EngineGivenUpException e) {
      throw e;
    } catch (InterruptedException e) {
      failure.note("The run of " + setup.name() + " was interrupted");
      letGo();
    } catch (RuntimeException | Error e) {
      failure.tell(e);
      letGo();
    }
  }

  /** Stops; frames that were not inspected count as missed. */
  private void letGo() {
    stop();
    capturing.endIfUnbegun();
    flow.missAll();
    try {
      record();
    } catch (InterruptedException e) {
      failure.note("The end of the run of " + setup.name() + " was interrupted");
    } catch (RuntimeException | Error e) {
      failure.tell(e);
    }
  }

  /** Waits until all that was counted is on disk: the next run's serial numbers follow on it. */
  private void record() throws InterruptedException {
    recordMissed();
    delivery.flush();
  }

  /**
   * Ends the run on the watchdog thread, instead of the inspecting thread, which may never return:
   * parts under inspection become ERROR, waiting ones missed.
   *
   * @param silence what the engine failed to do
   */
  private void goOnWithoutEngine(String silence) {
    DetectException silent = Recovery.silent(silence);
    LOG.log(Level.ERROR, "{0}: {1}", setup.name(), silent.getMessage());
    try {
      recovery.gaveUp(silent);
      fail(Trouble.Kind.ENGINE, silent);
      for (Inspection unjudged : flow.unjudged(silent)) {
        delivery.deliver(unjudged);
      }
      capturing.endIfUnbegun();
      flow.missWaiting();
      record();
    } catch (InterruptedException e) {
      failure.note("The end of the run of " + setup.name() + " was interrupted");
    } catch (RuntimeException | Error e) {
      failure.tell(e);
    } finally {
      finish();
    }
  }

  /** Returns whether parts are still inspected rather than only counted. */
  private boolean inspecting() {
    return recording && recovery.lost().isEmpty();
  }

  /** Stops inspecting: a station that cannot record must not inspect. */
  private void unrecorded(SightlineException reason) {
    recording = false;
    fail(Trouble.Kind.STORE, reason);
  }

  private void recordMissed() throws InterruptedException {
    Optional<MissedParts> parts = missed.take();
    if (parts.isPresent()) {
      delivery.deliver(parts.get());
      tellMissed(counts());
    }
  }

  private void tellMissed(LineCounts counts) {
    if (inspecting() && !anotherCamera) { // otherwise the cause was reported already
      troubles.missed(counts.verdicts().missed());
    }
  }

  /** Tells, on the watchdog thread, what the inspecting thread cannot while it waits. */
  private void check() {
    LineCounts counts = counts();
    tellMissed(counts);
    Standstill.of(detector, delivery, setup.patience(), counts)
        .ifPresentOrElse(troubles::standsStill, troubles::goesOn);
  }

  private void fail(Trouble.Kind kind, SightlineException reason) {
    failure.tell(kind, reason);
    stop();
  }

  private void finish() {
    stop();
    watchdog.end();
    troubles.goesOn();
    capturing.join(); // a run does not end while its camera is open
    LineCounts counts = tally.counts(0, System.nanoTime());
    Reconciliation reconciliation = reconcile(counts);
    reconciliation.discrepancy().ifPresent(failure::disagree);
    settle();
    int alive = pool.alive();
    pool.close();
    end.reach(
        new RunSummary(
            setup.name(),
            capturing.source(),
            counts,
            reconciliation,
            serials.first(),
            capturing.unreadable(),
            tally.judging(),
            tally.latency(),
            tally.inference(),
            setup.recipeVersion(),
            detector.version(),
            recovery.restarts(),
            alive,
            failure.sentence()));
  }

  /** Settles the viewfinder; the run must end even if that fails for lack of memory. */
  private void settle() {
    try {
      viewfinder.settle();
    } catch (RuntimeException | Error e) {
      failure.tell(e);
    }
  }

  private Reconciliation reconcile(LineCounts counts) {
    try {
      return Reconciliation.of(counts, recorder.store(), setup.name(), serials.first());
    } catch (SightlineException e) {
      LOG.log(Level.ERROR, setup.name() + ": the store could not be counted", e);
      failure.disagree(String.valueOf(e.getMessage()));
      return Reconciliation.withoutStore(counts);
    }
  }
}
