package io.sightline.line;

import io.sightline.detect.DetectException;
import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.inspection.Inspection;
import io.sightline.line.PartFinder.PartView;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows parts to the detector and has what it finds judged. Used by the inspecting thread only. A
 * part that could not be looked at is an ERROR, never a PASS, and costs those beside it nothing.
 */
final class Examination {
  private static final System.Logger LOG = System.getLogger(Examination.class.getName());

  private final String line;
  private final Detector detector;
  private final Judge judge;
  private final Watch watch;

  Examination(LineSetup setup, Watch watch) {
    this.line = setup.name();
    this.detector = setup.detector();
    this.judge = new Judge(setup);
    this.watch = watch;
  }

  /** The parts' inspections, in order. Where they cannot be looked at together, one by one. */
  List<Inspection> of(List<PartView> views) {
    long taken = System.nanoTime();
    if (views.size() > 1) {
      try {
        List<Findings> found = detector.detect(views.stream().map(PartView::frame).toList());
        watch.engineWorks();
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
    try {
      Findings findings = detector.detect(List.of(view.frame())).get(0);
      watch.engineWorks();
      return judge.inspection(view, findings, taken);
    } catch (DetectException e) {
      LOG.log(Level.ERROR, line + ": a part could not be judged", e);
      watch.engineFailed(e);
      return judge.error(view, e, taken);
    }
  }
}
