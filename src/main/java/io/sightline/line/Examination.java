package io.sightline.line;

import io.sightline.detect.Findings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.Inspection;
import io.sightline.line.PartFinder.PartView;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows parts to the detector and has what it finds judged. Used by the inspecting thread only. A
 * part that could not be looked at is an ERROR, never a PASS, and costs those beside it nothing:
 * they are looked at alone, by a new detector where the old one failed.
 */
final class Examination {
  private static final System.Logger LOG = System.getLogger(Examination.class.getName());

  private final String line;
  private final LineDetector detector;
  private final Judge judge;
  private final Recovery recovery;

  Examination(LineSetup setup, LineDetector detector, Recovery recovery) {
    this.line = setup.name();
    this.detector = detector;
    this.judge = new Judge(setup, detector);
    this.recovery = recovery;
  }

  /** The parts' inspections, in order. Where they cannot be looked at together, one by one. */
  List<Inspection> of(List<PartView> views) {
    long taken = System.nanoTime();
    if (views.size() > 1) {
      try {
        List<Findings> found = detector.look(views.stream().map(PartView::frame).toList());
        recovery.looked(views.size());
        return IntStream.range(0, views.size())
            .mapToObj(i -> judge.inspection(views.get(i), found.get(i), taken))
            .toList();
      } catch (DetectException e) {
        LOG.log(Level.WARNING, line + ": looks at its parts one by one", e);
      }
    }
    return views.stream().map(view -> of(view, taken)).toList();
  }

  private Inspection of(PartView view, long taken) {
    Optional<DetectException> lost = recovery.lost();
    if (lost.isPresent()) {
      return judge.error(view, lost.get(), taken);
    }
    try {
      Findings findings = detector.look(List.of(view.frame())).get(0);
      recovery.looked(1);
      return judge.inspection(view, findings, taken);
    } catch (DetectException e) {
      LOG.log(Level.ERROR, line + ": a part could not be judged", e);
      Inspection error = judge.error(view, e, taken);
      recovery.failed(e);
      return error;
    }
  }
}
