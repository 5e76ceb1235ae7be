package io.sightline.app.validation;

import io.sightline.app.command.Answer;
import io.sightline.app.command.Looks;
import io.sightline.image.Disturbance;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Recipe;
import io.sightline.report.validation.PartTally;
import io.sightline.report.validation.Robustness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Judges the same pictures again under each disturbance, with the same detector and recipe. The
 * truth does not change: a bad part whose defect is rotated out of the picture is an escape, as it
 * would be on the line. Pictures too long to be disturbed are left out, undisturbed too. Not
 * thread-safe.
 */
final class RobustnessTrial {
  private final LineVerdict verdict;
  private final Recipe anything;
  private final List<Disturbance> disturbances;
  private final SetFaults faults;
  private final PartTally undisturbed;
  private final List<PartTally> disturbed;

  /**
   * @param faults receives the pictures that are left out
   */
  RobustnessTrial(
      LineVerdict verdict, List<String> classes, List<Disturbance> disturbances, SetFaults faults) {
    this.verdict = verdict;
    this.anything = LimitRecipe.anything(verdict.recipe());
    this.disturbances = List.copyOf(disturbances);
    this.faults = faults;
    ToDoubleFunction<String> limitsNow = LimitRecipe.failFrom(verdict.recipe());
    this.undisturbed = new PartTally("undisturbed", classes, limitsNow);
    this.disturbed =
        disturbances.stream().map(each -> new PartTally(each.text(), classes, limitsNow)).toList();
  }

  /**
   * Judges some pictures.
   *
   * @param frames tagged with their truth; borrowed
   * @param answers on the undisturbed frames
   * @param pool for their disturbed copies
   */
  void judge(List<Frame> frames, List<Answer> answers, FramePool pool, Looks looks) {
    List<Frame> possible = new ArrayList<>();
    List<Answer> theirs = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (Math.max(frame.width(), frame.height()) > Disturbance.LONGEST_SIDE) {
        faults.tooLong(frame.tag().origin());
      } else {
        possible.add(frame);
        theirs.add(answers.get(i));
      }
    }
    count(undisturbed, possible, theirs);
    disturb(possible, pool, looks);
  }

  private void disturb(List<Frame> frames, FramePool pool, Looks looks) {
    for (int i = 0; i < disturbances.size(); i++) {
      List<Frame> copies = new ArrayList<>();
      try {
        for (Frame frame : frames) {
          copies.add(disturbances.get(i).of(frame, pool));
        }
        count(disturbed.get(i), copies, looks.at(copies));
      } finally {
        copies.forEach(Frame::close);
      }
    }
  }

  /** Returns the result; empty if no picture could be disturbed. */
  Optional<Robustness> result() {
    return undisturbed.rightParts().of() == 0
        ? Optional.empty()
        : Optional.of(Robustness.of(undisturbed, disturbed, verdict.recipe().defectsToFail() == 1));
  }

  private void count(PartTally tally, List<Frame> frames, List<Answer> answers) {
    for (int i = 0; i < frames.size(); i++) {
      LineVerdict.Ruling ruling = verdict.of(frames.get(i), answers.get(i));
      tally.add(
          frames.get(i).tag().truth().orElseThrow(),
          ruling.verdict(),
          Inspector.judge(answers.get(i).detections(), anything).defects(),
          ruling.hopeless());
    }
  }
}
