package io.sightline.line;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.OneLine;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Notices what needs attention, and when it is over. Used by the inspecting thread, and by the
 * watchdog thread while that one may be waiting. Its events are sent in order, by one thread at a
 * time, which sends those of the other thread, too: a listener that does not return holds only the
 * thread that called it.
 */
final class TroubleMonitor {
  private static final int MANY_IN_A_ROW = 10;

  private final Consumer<LineEvent> events;
  private final Set<Kind> standing = EnumSet.noneOf(Kind.class);
  private final Queue<LineEvent> unsent = new ConcurrentLinkedQueue<>();
  private final ReentrantLock sending = new ReentrantLock();
  private long rejectsInARow;
  private long unjudged;
  private long missed; // as last told

  TroubleMonitor(Consumer<LineEvent> events) {
    this.events = events;
  }

  void saw(Inspection inspection) {
    note(
        () -> {
          if (inspection.verdict() == Verdict.PASS) {
            rejectsInARow = 0;
            clear(Kind.REJECTS);
          } else if (++rejectsInARow % MANY_IN_A_ROW == 0) {
            raise(Trouble.of(Kind.REJECTS, rejectsInARow));
          }
        });
  }

  /** Stays raised until acknowledged: these parts must be inspected again. */
  void partNotJudged(SightlineException reason) {
    note(() -> raise(new Trouble(Kind.UNJUDGED, ++unjudged, OneLine.of(reason), reason.phrase())));
  }

  /** As {@link #partNotJudged(SightlineException)}, for a picture that shows nothing. */
  void partNotJudged(PlainPicture plain) {
    note(
        () ->
            raise(
                new Trouble(
                    Kind.UNJUDGED, ++unjudged, plain.message(), Optional.of(plain.phrase()))));
  }

  void engineRestarts(SightlineException reason) {
    note(() -> raise(Trouble.because(Kind.RESTARTING, OneLine.of(reason))));
  }

  void engineRestarted(SightlineException reason) {
    note(
        () -> {
          clear(Kind.RESTARTING);
          raise(Trouble.because(Kind.RESTARTED, OneLine.of(reason)));
        });
  }

  /** Clears the restart trouble; the code that ends the run reports the reason. */
  void engineLost() {
    note(() -> clear(Kind.RESTARTING));
  }

  /**
   * Tells of missed parts, unless the same number has been told.
   *
   * @param total all missed parts of this run
   */
  void missed(long total) {
    note(
        () -> {
          if (total > missed) {
            missed = total;
            raise(Trouble.of(Kind.MISSED, total));
          }
        });
  }

  /** Tells, once, that the line waits for its engine or for the disk. */
  void standsStill(Standstill why) {
    note(
        () -> {
          if (!standing.contains(Kind.STALLED)) {
            raise(new Trouble(Kind.STALLED, 0, why.message(), Optional.of(why.phrase())));
          }
        });
  }

  /** The line no longer waits. */
  void goesOn() {
    note(() -> clear(Kind.STALLED));
  }

  private void note(Runnable news) {
    synchronized (this) {
      news.run();
    }
    send();
  }

  /** Sends what is unsent, without the state's lock, unless another thread is about it. */
  private void send() {
    while (!unsent.isEmpty() && sending.tryLock()) {
      try {
        for (LineEvent next = unsent.poll(); next != null; next = unsent.poll()) {
          events.accept(next);
        }
      } finally {
        sending.unlock();
      }
    }
  }

  /** Sends the trouble even if it is already raised: there is news. */
  private void raise(Trouble trouble) {
    standing.add(trouble.kind());
    unsent.add(new LineEvent.Troubled(trouble));
  }

  private void clear(Kind kind) {
    if (standing.remove(kind)) {
      unsent.add(new LineEvent.Cleared(kind));
    }
  }
}
