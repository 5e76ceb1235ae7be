package io.sightline.ui.live;

import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What needs a person on one line, until it is over or acknowledged: what is about parts outlasts
 * the next start. What was acknowledged and goes on is said again after {@link LiveModel#QUIET}: a
 * count that grows ten times a second must not bring the banner back as often. For one thread at a
 * time.
 */
final class Alarms {
  /** What is so for a while, and over when the line is started: the rest is about parts. */
  private static final Set<Kind> STATES =
      EnumSet.of(
          Kind.SOURCE, Kind.CAMERA, Kind.STORE, Kind.ENGINE, Kind.RECONNECTING, Kind.RESTARTING);

  /** What is told with its number in the run so far. */
  private static final Set<Kind> COUNTED = EnumSet.of(Kind.UNJUDGED, Kind.MISSED, Kind.UNREADABLE);

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Map<Kind, Alarm> said = new EnumMap<>(Kind.class);

  /** Those that were acknowledged, and when on the clock of {@link #nanos}. */
  private final Map<Kind, Long> acknowledged = new EnumMap<>(Kind.class);

  /** What came up too soon after it was acknowledged, as it was told last. */
  private final Map<Kind, Trouble> unsaid = new EnumMap<>(Kind.class);

  /** How many parts of earlier runs nobody has acknowledged. */
  private final Map<Kind, Long> before = new EnumMap<>(Kind.class);

  /**
   * @param clock for what is shown
   * @param nanos for how long ago something was, as {@link System#nanoTime()}
   */
  Alarms(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Most pressing first: kinds are declared so, and an EnumMap goes by that order. */
  List<Alarm> pressing() {
    return List.copyOf(said.values());
  }

  /** The line is started. */
  void starting() {
    STATES.forEach(this::forget);
    for (Kind kind : COUNTED) {
      Trouble untold = unsaid.get(kind);
      Alarm told = said.get(kind);
      if (untold != null) {
        before.put(kind, untold.parts());
      } else if (told != null) {
        before.put(kind, told.trouble().parts());
      }
    }
  }

  /**
   * Says it, or keeps it back for a while.
   *
   * @return whether what is to be shown has changed
   */
  boolean tell(Trouble told) {
    Trouble trouble = told.plus(before.getOrDefault(told.kind(), 0L));
    if (trouble.kind() == Kind.RECONNECTING) {
      acknowledged.remove(Kind.UNSEEN); // there will be more of it
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
      unsaid.remove(kind); // what was said stays: where it comes and goes, a banner would blink
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
