package io.sightline.line;

import io.sightline.detect.Findings;
import io.sightline.image.Contrast;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Inspection.RecipeVersion;
import io.sightline.inspection.InspectionId;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.SightlineException;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import io.sightline.line.PartFinder.PartView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the inspection of a part from its findings, or from the reason why there are none. */
final class InspectionFactory {
  private final LineSetup setup;
  private final LineDetector detector;
  private final RecipeVersion recipe;
  private final Contrast contrast = new Contrast();

  InspectionFactory(LineSetup setup, LineDetector detector) {
    this.setup = setup;
    this.detector = detector;
    this.recipe = setup.recipeVersion();
  }

  /**
   * Judges what was found: ERROR if that does not fail the part, in a picture that shows nothing.
   *
   * @param taken when the frame left the inbox, on {@link System#nanoTime()}'s clock
   * @param onPlain is given a picture that shows nothing
   */
  Inspection judged(PartView view, Findings findings, long taken, Consumer<PlainPicture> onPlain) {
    Recipe judgedBy = setup.recipe();
    Judgement judgement =
        Inspector.judge(
            findings.detections(),
            judgedBy,
            () -> contrast.of(view.frame(), judgedBy.minimumContrast()));
    FrameTag tag = view.frame().tag();
    StageTimes times =
        new StageTimes(
            milliseconds(tag.nanos(), taken),
            findings.preparing(),
            findings.inferring(),
            findings.decoding(),
            milliseconds(tag.nanos(), System.nanoTime()));
    Optional<PlainPicture> plain =
        judgement.shown().isPresent()
            ? Optional.of(
                new PlainPicture(judgement.shown().getAsInt(), judgedBy.minimumContrast()))
            : Optional.empty();
    Optional<String> error = plain.map(PlainPicture::message);
    Inspection done = make(view, judgement.verdict(), judgement.defects(), times, error);
    plain.ifPresent(onPlain);
    return done;
  }

  Inspection error(PartView view, SightlineException reason, long taken) {
    FrameTag tag = view.frame().tag();
    StageTimes times =
        new StageTimes(
            milliseconds(tag.nanos(), taken),
            0,
            0,
            0,
            milliseconds(tag.nanos(), System.nanoTime()));
    return make(
        view, Verdict.ERROR, List.of(), times, Optional.of(String.valueOf(reason.getMessage())));
  }

  private Inspection make(
      PartView view,
      Verdict verdict,
      List<Defect> defects,
      StageTimes times,
      Optional<String> error) {
    Instant now = Instant.now();
    FrameTag tag = view.frame().tag();
    return new Inspection(
        InspectionId.next(now),
        view.part(),
        setup.shifts().at(view.part().firstSeen()),
        recipe,
        detector.version(),
        now,
        verdict,
        defects,
        times,
        tag.origin(),
        Optional.empty(),
        tag.truth(),
        error);
  }

  private static double milliseconds(long from, long to) {
    return Math.max(0, to - from) / 1e6;
  }
}
