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

/** Notices what needs attention, and when it is over. Used by the inspecting thread. */
final class Watch {
  private static final int MANY_IN_A_ROW = 10;

  private final Consumer<LineEvent> events;
  private final Set<Kind> standing = EnumSet.noneOf(Kind.class);
  private long rejectsInARow;
  private long unjudged;

  Watch(Consumer<LineEvent> events) {
    this.events = events;
  }

  void saw(Inspection inspection) {
    if (inspection.verdict() == Verdict.PASS) {
      rejectsInARow = 0;
      clear(Kind.REJECTS);
    } else if (++rejectsInARow % MANY_IN_A_ROW == 0) {
      raise(Trouble.of(Kind.REJECTS, rejectsInARow));
    }
  }

  /** Stays raised until acknowledged: these parts must be inspected again. */
  void partNotJudged(SightlineException reason) {
    raise(new Trouble(Kind.UNJUDGED, ++unjudged, OneLine.of(reason), reason.phrase()));
  }

  /** As {@link #partNotJudged(SightlineException)}, for a picture that shows nothing. */
  void partNotJudged(PlainPicture plain) {
    raise(new Trouble(Kind.UNJUDGED, ++unjudged, plain.message(), Optional.of(plain.phrase())));
  }

  void engineRestarts(SightlineException reason) {
    raise(Trouble.because(Kind.RESTARTING, OneLine.of(reason)));
  }

  void engineRestarted(SightlineException reason) {
    clear(Kind.RESTARTING);
    raise(Trouble.because(Kind.RESTARTED, OneLine.of(reason)));
  }

  /** Clears the restart trouble; the code that ends the run reports the reason. */
  void engineLost() {
    clear(Kind.RESTARTING);
  }

  /**
   * @param total all missed parts of this run
   */
  void missed(long total) {
    raise(Trouble.of(Kind.MISSED, total));
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
