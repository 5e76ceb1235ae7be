package io.sightline.ui.live;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.LineEvent;
import io.sightline.line.LineEvent.Cleared;
import io.sightline.line.LineEvent.Inspected;
import io.sightline.line.LineEvent.Recorded;
import io.sightline.line.LineEvent.Started;
import io.sightline.line.LineEvent.Stopped;
import io.sightline.line.LineEvent.Troubled;
import io.sightline.line.RunSummary;
import io.sightline.line.Trouble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What one line's screen shows, kept up to date by the line's events on the line's threads and read
 * by the screen's. Never sees a control. An event costs a few assignments under a lock; the screen
 * asks for {@link #revision()} and copies the state only when it has changed.
 *
 * <p>Counts are not kept here: the line counts every part, the screen asks it.
 */
public final class LiveModel {
  /** How many rejects are kept for a closer look. */
  public static final int REJECTS = 8;

  /** What was acknowledged is not said again before this has passed. */
  public static final Duration QUIET = Duration.ofMinutes(1);

  private final Alarms alarms; // guarded by this, as all below
  private final Reject[] rejects = new Reject[REJECTS];

  /** Those that had these places before: one may just have been tapped. */
  private final Reject[] former = new Reject[REJECTS];

  private RunState run = RunState.STOPPED;
  private Optional<Started> started = Optional.empty();
  private Optional<RunSummary> summary = Optional.empty();
  private int newest = -1;
  private Optional<Reject> looked = Optional.empty();
  private final AtomicLong revision = new AtomicLong();

  /**
   * @param clock for what is shown
   * @param nanos for how long ago something was, as {@link System#nanoTime()}
   */
  public LiveModel(InstantSource clock, LongSupplier nanos) {
    alarms = new Alarms(clock, nanos);
  }

  /** The line cannot be started at all. */
  synchronized void cannotRun() {
    run = RunState.FAULTY;
    changed();
  }

  /** Takes what a line says; any thread. */
  public void accept(LineEvent event) {
    if (event instanceof Inspected inspected) {
      if (inspected.inspection().verdict() != Verdict.PASS) {
        rejected(new Reject(inspected.inspection(), inspected.thumbnail(), false));
      }
    } else if (event instanceof Recorded recorded) {
      if (recorded.inspection().verdict() != Verdict.PASS) {
        recorded(recorded.inspection());
      }
    } else if (event instanceof Troubled troubled) {
      troubled(troubled.trouble());
    } else if (event instanceof Cleared cleared) {
      over(cleared.kind());
    } else if (event instanceof Started now) {
      began(now);
    } else if (event instanceof Stopped stopped) {
      ended(stopped.summary());
    }
  }

  /** Grows with every change that a screen could show; any thread. */
  public long revision() {
    return revision.get();
  }

  /** Everything at this moment; any thread. */
  public synchronized LiveState state() {
    return new LiveState(
        revision.get(),
        run,
        started,
        summary,
        Arrays.stream(rejects).map(Optional::ofNullable).toList(),
        newest,
        looked,
        alarms.pressing());
  }

  /**
   * The operator wants it running.
   *
   * @return false when it is not standing still, and nothing is to be done
   */
  public synchronized boolean starting() {
    if (run.busy() || run == RunState.FAULTY) {
      return false;
    }
    run = RunState.STARTING;
    summary = Optional.empty();
    alarms.starting();
    changed();
    return true;
  }

  /** It could not be started, for this reason, and stands: no event of a run will follow. */
  synchronized void notStarted(Trouble why) {
    run = RunState.STOPPED;
    alarms.tell(why);
    changed();
  }

  /** Looks closely at this reject: wherever it is by then, the state says when it is recorded. */
  public synchronized void look(Reject reject) {
    looked =
        Stream.concat(Arrays.stream(rejects), Arrays.stream(former))
            .filter(kept -> kept != null && kept.isOf(reject.inspection()))
            .findFirst()
            .or(() -> Optional.of(reject));
    changed();
  }

  /**
   * The operator wants it stopped.
   *
   * @return false when it is not running, and nothing is to be done
   */
  public synchronized boolean stopping() {
    if (!run.busy() || run == RunState.STOPPING) {
      return false;
    }
    run = RunState.STOPPING;
    changed();
    return true;
  }

  /** The operator has seen it: its banner goes, and keeps quiet for a while. */
  public synchronized void acknowledge(Trouble.Kind kind) {
    if (alarms.acknowledge(kind)) {
      changed();
    }
  }

  /** Says what was kept back and has been kept back long enough; any thread, now and then. */
  public synchronized void sayWhatIsDue() {
    if (alarms.sayWhatIsDue()) {
      changed();
    }
  }

  private synchronized void over(Trouble.Kind kind) {
    boolean back = kind == Trouble.Kind.RECONNECTING && run == RunState.RECONNECTING;
    if (back) {
      run = RunState.RUNNING;
    }
    if (alarms.over(kind) || back) {
      changed();
    }
  }

  private synchronized void rejected(Reject reject) {
    newest = (newest + 1) % REJECTS;
    former[newest] = rejects[newest];
    rejects[newest] = reject;
    changed();
  }

  /** The picture of a reject has its place in the archive now. */
  private synchronized void recorded(Inspection inspection) {
    recorded(rejects, inspection);
    recorded(former, inspection);
    if (looked.isPresent() && looked.get().isOf(inspection)) {
      looked = Optional.of(new Reject(inspection, looked.get().thumbnail(), true));
      changed();
    }
  }

  private void recorded(Reject[] places, Inspection inspection) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != null && places[i].isOf(inspection)) {
        places[i] = new Reject(inspection, places[i].thumbnail(), true);
        changed();
      }
    }
  }

  private synchronized void troubled(Trouble trouble) {
    boolean away = trouble.kind() == Trouble.Kind.RECONNECTING && run == RunState.RUNNING;
    if (away) {
      run = RunState.RECONNECTING;
    }
    if (alarms.tell(trouble) || away) {
      changed();
    }
  }

  private synchronized void began(Started now) {
    endWaiting(rejects);
    endWaiting(former);
    looked = looked.map(LiveModel::waitedFor);
    started = Optional.of(now);
    if (run != RunState.STOPPING) {
      run = RunState.RUNNING;
    }
    summary = Optional.empty();
    changed();
  }

  /** What the run before did not record never will be: no picture of it was kept. */
  private static void endWaiting(Reject[] places) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != null) {
        places[i] = waitedFor(places[i]);
      }
    }
  }

  private static Reject waitedFor(Reject reject) {
    return reject.recorded() ? reject : new Reject(reject.inspection(), reject.thumbnail(), true);
  }

  private synchronized void ended(RunSummary result) {
    boolean atItsEnd = run == RunState.RUNNING && result.failure().isEmpty();
    run = atItsEnd ? RunState.DONE : RunState.STOPPED;
    summary = Optional.of(result);
    changed();
  }

  private void changed() {
    revision.incrementAndGet();
  }
}
