package io.sightline.ui.live.model;

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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The state of one line that its screen shows, updated by events on the line's threads and read on
 * the screen's. Never accesses a control. An event costs a few assignments under a lock; the screen
 * polls {@link #revision()} and copies the state only after a change.
 *
 * <p>Counts are not kept here: the line counts every part, and the screen reads them from it.
 */
public final class LiveModel {
  /** The number of rejects kept for a closer look. */
  public static final int REJECTS = 8;

  /** The minimum time before an acknowledged trouble is shown again. */
  public static final Duration QUIET = Duration.ofMinutes(1);

  private final Alarms alarms; // guarded by this, like all fields below
  private final Reject[] rejects = new Reject[REJECTS];

  /** The previous rejects at these places, as one may just have been tapped. */
  private final Reject[] former = new Reject[REJECTS];

  /** What the line would be doing without an interruption. */
  private RunState run = RunState.STOPPED;

  /** Why it judges no part although it starts or runs. */
  private final Set<Trouble.Kind> interruptions = EnumSet.noneOf(Trouble.Kind.class);

  private Optional<Started> started = Optional.empty();
  private Optional<RunSummary> summary = Optional.empty();
  private int newest = -1;
  private Optional<Reject> looked = Optional.empty();
  private final AtomicLong revision = new AtomicLong();

  /**
   * @param clock for displayed times
   * @param nanos for measuring elapsed time, like {@link System#nanoTime()}
   */
  public LiveModel(InstantSource clock, LongSupplier nanos) {
    alarms = new Alarms(clock, nanos);
  }

  /** Marks the line as one that cannot be started at all. */
  synchronized void cannotRun() {
    run = RunState.FAULTY;
    changed();
  }

  /** Handles an event of the line; any thread. */
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

  /** Returns a number that grows with every change that a screen could show; any thread. */
  public long revision() {
    return revision.get();
  }

  /** Returns a snapshot of the state; any thread. */
  public synchronized LiveState state() {
    return new LiveState(
        revision.get(),
        run(),
        started,
        summary,
        Arrays.stream(rejects).map(Optional::ofNullable).toList(),
        newest,
        looked,
        alarms.pressing());
  }

  private RunState run() {
    boolean under = run == RunState.STARTING || run == RunState.RUNNING;
    return interruptions.stream()
        .filter(kind -> under)
        .findFirst()
        .flatMap(LiveModel::interruption)
        .orElse(run);
  }

  /** Returns what a line is doing in this trouble; empty if it goes on judging parts. */
  private static Optional<RunState> interruption(Trouble.Kind kind) {
    return switch (kind) {
      case RECONNECTING -> Optional.of(RunState.RECONNECTING);
      case RESTARTING -> Optional.of(RunState.RESTARTING);
      case STALLED -> Optional.of(RunState.STALLED);
      default -> Optional.empty();
    };
  }

  /**
   * Records that the operator wants to start the line.
   *
   * @return false if it cannot be started or is not standing still; the call then has no effect
   */
  public synchronized boolean starting() {
    if (run.busy() || run == RunState.FAULTY) {
      return false;
    }
    run = RunState.STARTING;
    interruptions.clear();
    summary = Optional.empty();
    alarms.starting();
    changed();
    return true;
  }

  /** Records that the line could not be started, so that no event of a run will follow. */
  synchronized void notStarted(Trouble why) {
    run = RunState.STOPPED;
    alarms.tell(why);
    changed();
  }

  /** Opens this reject for a close look; from now on the state tracks whether it is recorded. */
  public synchronized void look(Reject reject) {
    looked =
        Stream.concat(Arrays.stream(rejects), Arrays.stream(former))
            .filter(kept -> kept != null && kept.isOf(reject.inspection()))
            .findFirst()
            .or(() -> Optional.of(reject));
    changed();
  }

  /**
   * Records that the operator wants to stop the line.
   *
   * @return false if it is not running or already stopping; the call then has no effect
   */
  public synchronized boolean stopping() {
    if (!run.busy() || run == RunState.STOPPING) {
      return false;
    }
    run = RunState.STOPPING;
    changed();
    return true;
  }

  /** Acknowledges a trouble: its banner disappears and stays away for a while. */
  public synchronized void acknowledge(Trouble.Kind kind) {
    if (alarms.acknowledge(kind)) {
      changed();
    }
  }

  /** Raises alarms that have been held back long enough; any thread, called periodically. */
  public synchronized void sayWhatIsDue() {
    if (alarms.sayWhatIsDue()) {
      changed();
    }
  }

  private synchronized void over(Trouble.Kind kind) {
    boolean back = interruptions.remove(kind);
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

  /** Notes that a reject has been recorded, with its picture's place in the archive. */
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
    boolean away = interruption(trouble.kind()).isPresent() && interruptions.add(trouble.kind());
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

  /** Rejects that the previous run left unrecorded never will be: their pictures were not kept. */
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
    boolean atItsEnd = run() == RunState.RUNNING && result.failure().isEmpty();
    interruptions.clear();
    run = atItsEnd ? RunState.DONE : RunState.STOPPED;
    summary = Optional.of(result);
    changed();
  }

  private void changed() {
    revision.incrementAndGet();
  }
}
