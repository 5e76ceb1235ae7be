package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Notices what needs attention, and when it is over. Used by the inspecting thread, and by the
 * patience thread while that one may be waiting.
 */
final class Watch {
  private static final int MANY_IN_A_ROW = 10;

  private final Consumer<LineEvent> events;
  private final Set<Kind> standing = EnumSet.noneOf(Kind.class);
  private long rejectsInARow;
  private long unjudged;
  private long missed; // as last told

  Watch(Consumer<LineEvent> events) {
    this.events = events;
  }

  synchronized void saw(Inspection inspection) {
    if (inspection.verdict() == Verdict.PASS) {
      rejectsInARow = 0;
      clear(Kind.REJECTS);
    } else if (++rejectsInARow % MANY_IN_A_ROW == 0) {
      raise(Trouble.of(Kind.REJECTS, rejectsInARow));
    }
  }

  /** Stays raised until acknowledged: these parts must be inspected again. */
  synchronized void partNotJudged(SightlineException reason) {
    raise(new Trouble(Kind.UNJUDGED, ++unjudged, OneLine.of(reason), reason.phrase()));
  }

  /** As {@link #partNotJudged(SightlineException)}, for a picture that shows nothing. */
  synchronized void partNotJudged(PlainPicture plain) {
    raise(new Trouble(Kind.UNJUDGED, ++unjudged, plain.message(), Optional.of(plain.phrase())));
  }

  synchronized void engineRestarts(SightlineException reason) {
    raise(Trouble.because(Kind.RESTARTING, OneLine.of(reason)));
  }

  synchronized void engineRestarted(SightlineException reason) {
    clear(Kind.RESTARTING);
    raise(Trouble.because(Kind.RESTARTED, OneLine.of(reason)));
  }

  /** Clears the restart trouble; the code that ends the run reports the reason. */
  synchronized void engineLost() {
    clear(Kind.RESTARTING);
  }

  /**
   * Tells of missed parts, unless the same number has been told.
   *
   * @param total all missed parts of this run
   */
  synchronized void missed(long total) {
    if (total > missed) {
      missed = total;
      raise(Trouble.of(Kind.MISSED, total));
    }
  }

  /** Tells, once, that the line waits for its engine or for the disk. */
  synchronized void standsStill(Standstill why) {
    if (!standing.contains(Kind.STALLED)) {
      raise(new Trouble(Kind.STALLED, 0, why.message(), Optional.of(why.phrase())));
    }
  }

  /** The line no longer waits. */
  synchronized void goesOn() {
    clear(Kind.STALLED);
  }

  /** Sends the trouble even if it is already raised: there is news. */
  private void raise(Trouble trouble) {
    standing.add(trouble.kind());
    events.accept(new LineEvent.Troubled(trouble));
  }

  private void clear(Kind kind) {
    if (standing.remove(kind)) {
      events.accept(new LineEvent.Cleared(kind));
    }
  }
}
