package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Notices what needs a person, and when it is over. Used by the inspecting thread. */
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

  /** Parts to be inspected again: over is that only when a person knows, whatever comes next. */
  void partNotJudged(SightlineException reason) {
    raise(new Trouble(Kind.UNJUDGED, ++unjudged, oneLine(reason), reason.phrase()));
  }

  void engineRestarts(SightlineException reason) {
    raise(Trouble.because(Kind.RESTARTING, oneLine(reason)));
  }

  void engineRestarted(SightlineException reason) {
    clear(Kind.RESTARTING);
    raise(Trouble.because(Kind.RESTARTED, oneLine(reason)));
  }

  /** Why is told where the run is ended. */
  void engineLost() {
    clear(Kind.RESTARTING);
  }

  /**
   * @param total all that were missed in this run
   */
  void missed(long total) {
    raise(Trouble.of(Kind.MISSED, total));
  }

  /** What an engine says of itself may have several lines; a banner and a log line have one. */
  static String oneLine(SightlineException reason) {
    return oneLine(String.valueOf(reason.getMessage()));
  }

  static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }

  /** Told anew even while it stands: there is news of it. */
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
