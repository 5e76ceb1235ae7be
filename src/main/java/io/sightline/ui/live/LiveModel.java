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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

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

  private final InstantSource clock;
  private final Reject[] rejects = new Reject[REJECTS];
  private final Map<Trouble.Kind, Alarm> alarms = new EnumMap<>(Trouble.Kind.class);
  private final Map<Trouble.Kind, Instant> acknowledged = new EnumMap<>(Trouble.Kind.class);

  /** What came up too soon after it was acknowledged, as it was told last. */
  private final Map<Trouble.Kind, Trouble> unsaid = new EnumMap<>(Trouble.Kind.class);

  private RunState run = RunState.STOPPED;
  private Optional<Started> started = Optional.empty();
  private Optional<RunSummary> summary = Optional.empty();
  private int newest = -1;
  private final AtomicLong revision = new AtomicLong();

  public LiveModel(InstantSource clock) {
    this.clock = clock;
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
        pressing());
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
    // What went wrong in the last run is over with the next; the engine stays the same.
    alarms.keySet().retainAll(Set.of(Trouble.Kind.FALLBACK));
    acknowledged.clear();
    unsaid.clear();
    changed();
    return true;
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

  /**
   * The operator has seen it: its banner goes. Where it goes on, it is said again after {@link
   * #QUIET}: a count that grows ten times a second must not bring the banner back as often.
   */
  public synchronized void acknowledge(Trouble.Kind kind) {
    acknowledged.put(kind, clock.instant());
    unsaid.remove(kind);
    if (alarms.remove(kind) != null) {
      changed();
    }
  }

  /** Says what was kept back and has been kept back long enough; any thread, now and then. */
  public synchronized void sayWhatIsDue() {
    for (Trouble trouble : List.copyOf(unsaid.values())) {
      if (!quiet(trouble.kind())) {
        say(trouble);
      }
    }
  }

  private boolean quiet(Trouble.Kind kind) {
    Instant seen = acknowledged.get(kind);
    return seen != null && clock.instant().isBefore(seen.plus(QUIET));
  }

  private synchronized void over(Trouble.Kind kind) {
    acknowledged.remove(kind);
    unsaid.remove(kind);
    boolean back = kind == Trouble.Kind.RECONNECTING && run == RunState.RECONNECTING;
    if (back) {
      run = RunState.RUNNING;
    }
    if (alarms.remove(kind) != null || back) {
      changed();
    }
  }

  private synchronized void rejected(Reject reject) {
    newest = (newest + 1) % REJECTS;
    rejects[newest] = reject;
    changed();
  }

  /** The picture of a reject has its place in the archive now. */
  private synchronized void recorded(Inspection inspection) {
    for (int i = 0; i < REJECTS; i++) {
      Reject reject = rejects[i];
      if (reject != null && reject.inspection().id().equals(inspection.id())) {
        rejects[i] = new Reject(inspection, reject.thumbnail(), true);
        changed();
        return;
      }
    }
  }

  private synchronized void troubled(Trouble trouble) {
    if (trouble.kind() == Trouble.Kind.RECONNECTING) {
      acknowledged.remove(Trouble.Kind.UNSEEN); // there will be more of it
      if (run == RunState.RUNNING) {
        run = RunState.RECONNECTING;
        changed();
      }
    }
    if (quiet(trouble.kind())) {
      unsaid.put(trouble.kind(), trouble);
    } else {
      say(trouble);
    }
  }

  private void say(Trouble trouble) {
    unsaid.remove(trouble.kind());
    Alarm known = alarms.get(trouble.kind());
    alarms.put(trouble.kind(), new Alarm(trouble, known == null ? clock.instant() : known.since()));
    changed();
  }

  private synchronized void began(Started now) {
    started = Optional.of(now);
    if (run != RunState.STOPPING) {
      run = RunState.RUNNING;
    }
    summary = Optional.empty();
    changed();
  }

  private synchronized void ended(RunSummary result) {
    boolean atItsEnd = run == RunState.RUNNING && result.failure().isEmpty();
    run = atItsEnd ? RunState.DONE : RunState.STOPPED;
    summary = Optional.of(result);
    changed();
  }

  /** Kinds are declared most pressing first, and an EnumMap goes by that order. */
  private List<Alarm> pressing() {
    return new ArrayList<>(alarms.values());
  }

  private void changed() {
    revision.incrementAndGet();
  }
}
