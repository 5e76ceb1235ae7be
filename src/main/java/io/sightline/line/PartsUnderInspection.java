package io.sightline.line;

import io.sightline.detect.Findings;
import io.sightline.detect.PendingFindings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import io.sightline.line.PartFinder.PartView;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The parts under inspection, in the order they came. The inspecting thread starts them here and
 * collects them in order while the detector's lanes work in parallel. Owns the frames from start to
 * end.
 *
 * <p>A part that could not be inspected is an ERROR, never a PASS, and so is one whose picture
 * shows nothing and in which not enough is found to fail it. The parts beside it are unaffected: a
 * part whose inspection fails is inspected once more, alone, by a new detector if the old one
 * failed.
 */
final class PartsUnderInspection {
  private static final System.Logger LOG = System.getLogger(PartsUnderInspection.class.getName());

  private final String line;
  private final LineDetector detector;
  private final InspectionFactory inspections;
  private final Recovery recovery;
  private final Deque<Begun> underWay = new ArrayDeque<>();

  PartsUnderInspection(LineSetup setup, LineDetector detector, Recovery recovery) {
    this.line = setup.name();
    this.detector = detector;
    this.inspections = new InspectionFactory(setup, detector);
    this.recovery = recovery;
  }

  /** Returns whether no part is under inspection. */
  boolean isIdle() {
    return underWay.isEmpty();
  }

  /**
   * Returns whether another part may start: enough to keep every lane supplied with its next
   * pictures, but none beside a part that needs the whole detector.
   */
  boolean hasRoom() {
    return isIdle()
        || (detector.concurrency() > 1
            && underWay.size() < detector.queueDepth()
            && underWay.stream().noneMatch(Begun::needsAllOfTheDetector));
  }

  /**
   * Starts the inspection of a part and takes ownership of it.
   *
   * @param alone whether no other part is waiting: if none is under inspection either, this one
   *     gets the whole detector, provided that is the fastest way to its verdict
   */
  void begin(PartView view, boolean alone) {
    long taken = System.nanoTime();
    Optional<PendingFindings> pending = Optional.empty();
    if (detector.concurrency() > 1 && !(alone && isIdle() && detector.isSoonerAlone())) {
      try {
        pending = Optional.of(detector.begin(view.frame()));
      } catch (DetectException e) {
        LOG.log(Level.WARNING, line + ": the engine did not take a part; it is inspected later", e);
      }
    }
    underWay.addLast(new Begun(view, pending, taken));
  }

  /**
   * Runs this once, on any thread, when the oldest part no longer has to be awaited: immediately if
   * it is only inspected when its turn comes.
   */
  void whenFirstIsDone(Runnable onDone) {
    underWay.getFirst().pending().ifPresentOrElse(pending -> pending.whenDone(onDone), onDone);
  }

  /**
   * Waits until the oldest part has been inspected and concludes it; then closes its frame, even if
   * concluding failed.
   */
  void end(Concluding concluding) throws InterruptedException {
    Begun part = underWay.getFirst();
    Inspection done = inspection(part);
    underWay.removeFirst();
    try (Frame frame = part.view().frame()) {
      concluding.conclude(new PartView(part.view().part(), frame), done);
    }
  }

  private Inspection inspection(Begun part) {
    try {
      Findings findings = findings(part);
      recovery.looked();
      return inspections.judged(part.view(), findings, part.taken(), recovery::notShown);
    } catch (DetectException e) {
      LOG.log(Level.ERROR, line + ": a part could not be judged", e);
      Inspection error = inspections.error(part.view(), e, part.taken());
      if (recovery.lost().isEmpty()) {
        recovery.failed(e);
      }
      return error;
    }
  }

  private Findings findings(Begun part) {
    if (part.pending().isPresent()) {
      try {
        return part.pending().get().findings();
      } catch (DetectException e) {
        LOG.log(Level.WARNING, line + ": a part is inspected once more, alone", e);
      }
    }
    Optional<DetectException> lost = recovery.lost();
    if (lost.isPresent()) {
      throw lost.get();
    }
    return detector.look(part.view().frame());
  }

  /**
   * Returns the parts under inspection, each as an ERROR. Their frames stay here, because the
   * hanging thread may still read them.
   */
  List<Inspection> unjudged(DetectException why) {
    return underWay.stream()
        .map(part -> inspections.error(part.view(), why, part.taken()))
        .toList();
  }

  /**
   * Abandons the parts under inspection.
   *
   * @param to receives each frame when it is no longer used, and closes it
   */
  void giveUp(Consumer<Frame> to) {
    while (!isIdle()) {
      Begun part = underWay.getFirst();
      try {
        part.pending().ifPresent(PendingFindings::findings);
      } catch (DetectException e) {
        LOG.log(Level.DEBUG, line + ": a part that was given up could not be looked at", e);
      }
      underWay.removeFirst();
      to.accept(part.view().frame());
    }
  }

  /** Concludes an inspected part; borrows part and inspection. */
  interface Concluding {
    void conclude(PartView view, Inspection done) throws InterruptedException;
  }

  /**
   * A part under inspection.
   *
   * @param pending empty if it is inspected alone, when its turn comes
   * @param taken when its frame left the inbox, on {@link System#nanoTime()}'s clock
   */
  private record Begun(PartView view, Optional<PendingFindings> pending, long taken) {
    boolean needsAllOfTheDetector() {
      return pending.isEmpty();
    }
  }
}
