package io.sightline.line;

import io.sightline.detect.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Line.State;
import io.sightline.line.PartFinder.PartView;
import io.sightline.store.MissedParts;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a line, from start to stop: the capturing thread fills the inbox, the inspecting
 * thread empties it and ends the run. Every part that was triggered ends as a verdict or as missed.
 */
final class LineRun implements Capturing.Listener {
  private static final System.Logger LOG = System.getLogger(LineRun.class.getName());

  private final LineSetup setup;
  private final LineDetector detector;
  private final Recorder recorder;
  private final Viewfinder viewfinder;
  private final Consumer<LineEvent> events;
  private final FramePool pool = new FramePool();
  private final Inbox inbox;
  private final Serials serials = new Serials();
  private final PartFinder finder;
  private final Watch watch;
  private final Recovery recovery;
  private final Examination examination;
  private final Tally tally = new Tally();
  private final Uninspected uninspected;
  private final Failure failure;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Capturing capturing;
  private final Thread inspect;

  private volatile boolean recording = true;
  private volatile @Nullable RunSummary summary;

  LineRun(
      LineSetup setup,
      LineDetector detector,
      Recorder recorder,
      Viewfinder viewfinder,
      Consumer<LineEvent> events) {
    this.setup = setup;
    this.detector = detector;
    this.recorder = recorder;
    this.viewfinder = viewfinder;
    this.events = events;
    this.inbox = new Inbox(setup.inbox());
    this.finder = new TriggeredPartFinder(setup.name(), setup.lot(), serials);
    this.failure = new Failure(setup.name(), events);
    this.watch = new Watch(events);
    this.recovery = new Recovery(setup.name(), detector, watch);
    this.examination = new Examination(setup, detector, recovery);
    this.uninspected = new Uninspected(setup, serials, tally);
    this.capturing = new Capturing(setup, detector.version(), pool, inbox, events, this);
    this.inspect = new Thread(this::run, "inspect-" + setup.name());
  }

  /** The source is opened when everything is there to look at its parts. */
  void start() {
    inspect.start();
  }

  /** No frame is taken any more; what waits is inspected. */
  void stop() {
    capturing.stop();
  }

  State state() {
    if (summary != null) {
      return State.STOPPED;
    }
    return capturing.stopping() ? State.STOPPING : State.RUNNING;
  }

  LineCounts counts() {
    return tally.counts(inbox.waiting(), System.nanoTime());
  }

  RunSummary await() throws InterruptedException {
    ended.await();
    RunSummary done = summary;
    if (done == null) {
      throw new IllegalStateException("The run of " + setup.name() + " ended without a summary");
    }
    return done;
  }

  void awaitUninterruptibly() {
    Uninterruptibly.run(ended::await);
  }

  // ---- told by the capturing thread

  @Override
  public void triggered() {
    tally.triggered();
  }

  @Override
  public void missed() {
    uninspected.add();
  }

  @Override
  public void lost(SightlineException reason) {
    fail(Trouble.Kind.SOURCE, reason);
  }

  // ---- inspecting thread

  private void run() {
    try {
      if (isReady()) {
        capturing.start();
        inspect();
      }
    } finally {
      end();
    }
  }

  /** Makes sure that parts can be numbered and looked at; otherwise says why not. */
  private boolean isReady() {
    try {
      serials.goOnAfter(recorder.store().lastSerial(setup.name()));
      detector.open();
      return true;
    } catch (RuntimeException e) {
      failure.tell(e);
      return false;
    }
  }

  private void inspect() {
    try {
      while (goOn()) {
        tellMissed();
      }
      tellMissed();
      recorder.flush();
    } catch (InterruptedException e) {
      failure.note("The inspection of " + setup.name() + " was interrupted");
      passAll();
    } catch (RuntimeException e) {
      failure.tell(e);
      passAll();
    }
  }

  /**
   * Begins to look at the next part where there is room for it, otherwise ends the one that was
   * begun first. False when nothing comes any more and nothing is left.
   */
  private boolean goOn() throws InterruptedException {
    Optional<Frame> next = Optional.empty();
    if (examination.hasRoom()) {
      next = examination.isIdle() ? inbox.take() : inbox.takeWaiting();
    }
    if (next.isPresent()) {
      next.ifPresent(inspecting() ? this::begin : this::pass);
    } else if (examination.isIdle()) {
      return false;
    } else {
      examination.end(this::conclude);
      recovery.lost().ifPresent(why -> fail(Trouble.Kind.ENGINE, why));
    }
    return true;
  }

  /** True until the run can do no more than count what still comes. */
  private boolean inspecting() {
    return recording && recovery.lost().isEmpty();
  }

  /** Lets a part go by uninspected. */
  private void pass(Frame frame) {
    frame.close();
    missed();
  }

  /** Lets go by what still comes, until the capturing thread says that nothing follows. */
  private void passAll() {
    stop();
    examination.giveUp(this::pass);
    Uninterruptibly.run(
        () -> {
          for (Optional<Frame> next = inbox.take(); next.isPresent(); next = inbox.take()) {
            pass(next.get());
          }
        });
  }

  private void begin(Frame frame) {
    boolean alone = inbox.waiting() == 0;
    try (frame) {
      finder.find(frame).forEach(view -> examination.begin(view, alone));
    } catch (RuntimeException e) {
      missed();
      throw e;
    }
  }

  private void conclude(PartView view, Inspection done) throws InterruptedException {
    tally.inspected(done, System.nanoTime());
    viewfinder.show(view.frame(), done);
    watch.saw(done);
    boolean rejected = done.verdict() != Verdict.PASS;
    events.accept(new LineEvent.Inspected(done, viewfinder.thumbnail(view.frame(), done)));
    recorder.append(
        done, rejected ? Optional.of(view.frame().handOver()) : Optional.empty(), listener());
  }

  private Recorder.Listener listener() {
    return new Recorder.Listener() {
      @Override
      public void recorded(Inspection inspection) {
        tally.recorded(1);
        events.accept(new LineEvent.Recorded(inspection));
      }

      @Override
      public void failed(SightlineException reason) {
        recording = false; // a station that cannot record does not inspect
        fail(Trouble.Kind.STORE, reason);
      }
    };
  }

  private void tellMissed() throws InterruptedException {
    Optional<MissedParts> parts = uninspected.take();
    if (parts.isPresent()) {
      recorder.appendMissed(parts.get(), listener());
      events.accept(new LineEvent.Missed(parts.get()));
      if (inspecting()) { // otherwise that is the trouble, and it was told
        watch.missed(tally.counts(0, System.nanoTime()).verdicts().missed());
      }
    }
  }

  private void fail(Trouble.Kind kind, SightlineException reason) {
    failure.tell(kind, reason);
    stop();
  }

  private void end() {
    stop();
    capturing.join(); // a run has not ended while its camera is open
    LineCounts counts = tally.counts(0, System.nanoTime());
    Reconciliation reconciliation = reconcile(counts);
    reconciliation.discrepancy().ifPresent(failure::note);
    viewfinder.settle();
    int alive = pool.alive();
    pool.close();
    RunSummary done =
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
            RecipeVersion.of(setup.recipe()),
            detector.version(),
            recovery.restarts(),
            alive,
            failure.sentence());
    summary = done; // from here on the line stands still, and may be started again
    events.accept(new LineEvent.Stopped(done));
    ended.countDown();
  }

  private Reconciliation reconcile(LineCounts counts) {
    if (serials.first() == 0) {
      return Reconciliation.withoutStore(counts); // the store could not even say where to go on
    }
    try {
      return Reconciliation.of(counts, recorder.store(), setup.name(), serials.first());
    } catch (SightlineException e) {
      LOG.log(Level.ERROR, setup.name() + ": the store could not be counted", e);
      failure.note(String.valueOf(e.getMessage()));
      return Reconciliation.withoutStore(counts);
    }
  }
}
