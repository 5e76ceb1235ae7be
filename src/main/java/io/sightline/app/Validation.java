package io.sightline.app;

import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledPicture.FittedTruth;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.detect.Detector;
import io.sightline.detect.Engine;
import io.sightline.detect.Findings;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.Thresholds;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.ImageException;
import io.sightline.image.PictureFile;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Judgement;
import io.sightline.inspection.Recipe;
import io.sightline.report.validation.BoxTally;
import io.sightline.report.validation.JudgedPicture;
import io.sightline.report.validation.PartScores;
import io.sightline.report.validation.ValidationFigures;
import io.sightline.report.validation.ValidationTally;
import io.sightline.report.validation.WorstCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Shows a labelled set to the station's own detector and inspector, each picture once, and counts.
 * The detector reports boxes far below the recipe's limits, which average precision needs; the
 * verdict rests on the same boxes that it would rest on in a line.
 */
final class Validation {
  /** Below this confidence boxes add nothing to average precision but time. */
  private static final double FAINTEST = 0.001;

  private static final int MOST_BOXES = 10_000;
  private static final int MOST_CASES = 24;

  private final RecipeChoice choice;
  private final Consumer<JudgedPicture> each;
  private final ValidationTally tally;
  private final WorstCases worst;
  private final PartScores scores;
  private final Recipe anything;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private int clipped;
  private int withoutTruth;

  /**
   * What came of it.
   *
   * @param figures the figures
   * @param worst the parts judged wrong that should be seen first
   * @param model which network looked, on which engine
   * @param refusals why pictures could not be read, one sentence each; they are not judged
   * @param outside the labels that lie wholly outside their pictures; they are left out
   * @param clipped how many labels hung over an edge and were cut off there
   * @param withoutTruth pictures not judged because all their labels lie outside
   * @param scores how sure the model was of each class, part by part, for choosing limits
   */
  record Outcome(
      ValidationFigures figures,
      WorstCases worst,
      ModelVersion model,
      List<String> refusals,
      List<String> outside,
      int clipped,
      int withoutTruth,
      PartScores scores) {}

  private Validation(RecipeChoice choice, Consumer<JudgedPicture> each) {
    this.choice = choice;
    this.each = each;
    this.tally = new ValidationTally(choice.bundle().classes().stream().distinct().toList());
    this.worst = new WorstCases(choice.recipe(), MOST_CASES);
    this.scores = new PartScores(choice.bundle().classes().stream().distinct().toList());
    this.anything = LimitRecipe.anything(choice.recipe());
  }

  /**
   * Judges the set.
   *
   * @param set with its classes in the model's terms
   * @param progress told after each picture how many are done
   * @param each shown every picture that was judged, in the set's order
   * @throws AppException where not one picture could be judged
   */
  static Outcome of(
      LabelledSet set,
      RecipeChoice choice,
      Engine engine,
      IntConsumer progress,
      Consumer<JudgedPicture> each) {
    Validation validation = new Validation(choice, each);
    try (FramePool pool = new FramePool();
        Detector detector = new OnnxDetector(choice.bundle(), engine, thresholds(choice))) {
      int done = 0;
      for (LabelledPicture picture : set.pictures()) {
        validation.judge(picture, pool, detector);
        progress.accept(++done);
      }
      return validation.outcome(set, detector.version());
    }
  }

  private static Thresholds thresholds(RecipeChoice choice) {
    Thresholds usual = choice.thresholds();
    int most = Math.min(MOST_BOXES, BoxTally.MOST_A_CLASS * choice.bundle().classes().size());
    return new Thresholds(
        Math.min(FAINTEST, usual.confidence()), usual.iou(), Math.max(usual.most(), most));
  }

  private void judge(LabelledPicture picture, FramePool pool, Detector detector) {
    try (Frame frame = PictureFile.read(picture.file(), pool)) {
      int width = frame.width();
      int height = frame.height();
      FittedTruth fitted = picture.in(width, height);
      clipped += fitted.clipped();
      outside.addAll(fitted.outside());
      Optional<GroundTruth> truth = fitted.truth();
      if (truth.isEmpty()) {
        withoutTruth++;
        return;
      }
      Findings findings = detector.detect(List.of(frame)).get(0);
      JudgedPicture judged =
          judged(picture.name(), width, height, truth.get(), findings.detections());
      tally.add(judged, findings.inferring());
      worst.add(judged);
      each.accept(judged);
      scores.add(judged.bad(), Inspector.judge(findings.detections(), anything).defects());
    } catch (ImageException e) {
      refusals.add(String.valueOf(e.getMessage()));
    }
  }

  private JudgedPicture judged(
      String name, int width, int height, GroundTruth truth, List<Detection> found) {
    Recipe recipe = choice.recipe();
    // A line's detector keeps the surest boxes down to the recipe's lowest limit, so many at most.
    List<Detection> inLine =
        found.stream()
            .filter(d -> d.confidence() >= recipe.lowestConfidence())
            .limit(choice.thresholds().most())
            .toList();
    Judgement judgement = Inspector.judge(inLine, recipe);
    List<Defect> certain =
        judgement.defects().stream()
            .filter(d -> d.confidence() >= recipe.limitFor(d.className()).failFrom())
            .toList();
    return new JudgedPicture(name, width, height, truth, found, judgement.verdict(), certain);
  }

  private Outcome outcome(LabelledSet set, ModelVersion model) {
    ValidationFigures figures = tally.figures();
    if (figures.pictures() == 0) {
      throw new AppException(
          "None of the %,d labelled pictures in %s could be judged; the first: %s"
              .formatted(
                  set.pictures().size(),
                  set.folder(),
                  refusals.isEmpty() ? "its labels lie outside the picture" : refusals.get(0)));
    }
    return new Outcome(figures, worst, model, refusals, outside, clipped, withoutTruth, scores);
  }
}
