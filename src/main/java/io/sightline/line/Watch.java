package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Notices what needs a person, and when it is over. Used by the inspecting thread only. */
final class Watch {
  private static final int MANY_IN_A_ROW = 10;

  private final Consumer<LineEvent> events;
  private final Set<Kind> standing = EnumSet.noneOf(Kind.class);
  private int rejectsInARow;

  Watch(Consumer<LineEvent> events) {
    this.events = events;
  }

  void saw(Inspection inspection) {
    if (inspection.verdict() == Verdict.PASS) {
      rejectsInARow = 0;
      clear(Kind.REJECTS);
    } else if (++rejectsInARow == MANY_IN_A_ROW) {
      raise(
          Kind.REJECTS,
          MANY_IN_A_ROW
              + " parts in a row did not pass: look at the rejects, the lighting and the product"
              + " that is set.");
    }
  }

  void partNotJudged(SightlineException reason) {
    raise(
        Kind.UNJUDGED,
        "Parts cannot be judged and count as ERROR, not as passed: " + oneLine(reason));
  }

  void judges() {
    clear(Kind.UNJUDGED);
  }

  void engineRestarts(SightlineException reason) {
    raise(
        Kind.ENGINE,
        "The engine failed and is being started again; parts that cannot wait so long count as"
            + " missed: "
            + oneLine(reason));
  }

  void engineRestarted(SightlineException reason) {
    clear(Kind.ENGINE);
    standing.add(Kind.RESTARTED); // said again with each restart
    events.accept(
        new LineEvent.Troubled(
            new Trouble(
                Kind.RESTARTED,
                "The engine failed and was started again: the part it failed on counts as ERROR,"
                    + " so inspect it again; should it soon fail once more, the line stops ("
                    + oneLine(reason)
                    + ")")));
  }

  /**
   * Why is told where the run is ended, afresh even if somebody has acknowledged what led to it.
   */
  void engineLost() {
    clear(Kind.ENGINE);
  }

  static String parts(long count) {
    return count == 1 ? "1 part" : "%,d parts".formatted(count);
  }

  /** What an engine says of itself may have several lines; a banner and a log line have one. */
  static String oneLine(SightlineException reason) {
    return String.valueOf(reason.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
  }

  /**
   * @param total all that were missed in this run
   */
  void missed(long total) {
    standing.add(Kind.MISSED); // said again with each new count
    events.accept(
        new LineEvent.Troubled(
            new Trouble(
                Kind.MISSED,
                parts(total)
                    + " went by uninspected, coming faster than this station can judge: slow the"
                    + " line down, and inspect what was missed again.")));
  }

  private void raise(Kind kind, String message) {
    if (standing.add(kind)) {
      events.accept(new LineEvent.Troubled(new Trouble(kind, message)));
    }
  }

  private void clear(Kind kind) {
    if (standing.remove(kind)) {
      events.accept(new LineEvent.Cleared(kind));
    }
  }
}
