package io.sightline.ui.live.model;

import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What needs a person's attention on one line, until it is over or acknowledged; alarms about parts
 * outlast the next start. An acknowledged trouble that continues is repeated only after {@link
 * LiveModel#QUIET}: a count that grows ten times a second must not bring its banner back as often.
 * For one thread at a time.
 */
final class Alarms {
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<Kind, Alarm> said = new EnumMap<>(Kind.class);

  /** The acknowledged kinds and when, on the clock of {@link #nanos}. */
  private final Map<Kind, Long> acknowledged = new EnumMap<>(Kind.class);

  /** Troubles that came up too soon after being acknowledged, as last reported. */
  private final Map<Kind, Trouble> unsaid = new EnumMap<>(Kind.class);

  /** The number of unacknowledged parts from earlier runs. */
  private final Map<Kind, Long> before = new EnumMap<>(Kind.class);

  /**
   * @param clock for displayed times
   * @param nanos for measuring elapsed time, like {@link System#nanoTime()}
   */
  Alarms(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Returns the most pressing first: kinds are declared in that order, and an EnumMap keeps it. */
  List<Alarm> pressing() {
    return List.copyOf(said.values());
  }

  /** Ends conditions and carries counts over to a new run. */
  void starting() {
    for (Kind kind : Kind.values()) {
      if (kind.isOverAtStart()) {
        forget(kind);
      } else if (kind.isCounted()) {
        carryOver(kind);
      }
    }
  }

  private void carryOver(Kind kind) {
    Trouble untold = unsaid.get(kind);
    Alarm told = said.get(kind);
    if (untold != null) {
      before.put(kind, untold.parts());
    } else if (told != null) {
      before.put(kind, told.trouble().parts());
    }
  }

  /**
   * Raises an alarm, or holds it back for a while.
   *
   * @return whether the alarms to show have changed
   */
  boolean tell(Trouble told) {
    Trouble trouble = told.plus(before.getOrDefault(told.kind(), 0L));
    if (trouble.kind() == Kind.RECONNECTING) {
      acknowledged.remove(Kind.UNSEEN); // expect more of these
    }
    if (quiet(trouble.kind())) {
      unsaid.put(trouble.kind(), trouble);
      return false;
    }
    say(trouble);
    return true;
  }

  boolean over(Kind kind) {
    if (kind == Kind.REJECTS) {
      unsaid.remove(kind); // a shown banner stays, or it would flicker as rejects come and go
      return false;
    }
    return forget(kind);
  }

  boolean acknowledge(Kind kind) {
    acknowledged.put(kind, nanos.getAsLong());
    unsaid.remove(kind);
    before.remove(kind);
    return said.remove(kind) != null;
  }

  boolean sayWhatIsDue() {
    List<Trouble> due = unsaid.values().stream().filter(trouble -> !quiet(trouble.kind())).toList();
    due.forEach(this::say);
    return !due.isEmpty();
  }

  private boolean quiet(Kind kind) {
    Long seen = acknowledged.get(kind);
    return seen != null && nanos.getAsLong() - seen < LiveModel.QUIET.toNanos();
  }

  private void say(Trouble trouble) {
    unsaid.remove(trouble.kind());
    Alarm known = said.get(trouble.kind());
    said.put(trouble.kind(), new Alarm(trouble, known == null ? clock.instant() : known.since()));
  }

  private boolean forget(Kind kind) {
    acknowledged.remove(kind);
    unsaid.remove(kind);
    return said.remove(kind) != null;
  }
}
