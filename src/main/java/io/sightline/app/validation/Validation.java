package io.sightline.app.validation;

import io.sightline.app.command.Answer;
import io.sightline.app.command.AppException;
import io.sightline.app.command.Looks;
import io.sightline.app.command.RecipeChoice;
import io.sightline.app.command.SeenImage;
import io.sightline.capture.FittedTruth;
import io.sightline.capture.labelled.LabelledPicture;
import io.sightline.capture.labelled.LabelledSet;
import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.OnnxDetector;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.engine.Engine;
import io.sightline.image.Disturbance;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.image.ImageException;
import io.sightline.image.PictureFile;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspector;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
import io.sightline.report.validation.BoxTally;
import io.sightline.report.validation.JudgedPicture;
import io.sightline.report.validation.PartScores;
import io.sightline.report.validation.PartScores.Counting;
import io.sightline.report.validation.Robustness;
import io.sightline.report.validation.ValidationFigures;
import io.sightline.report.validation.ValidationTally;
import io.sightline.report.validation.WorstCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Runs the station's own detector and inspector once on each picture of a labelled set, and counts.
 * Pictures run in batches, like those that queue up in a line. The detector reports boxes far below
 * the recipe's limits, which average precision needs; the verdict rests on the same boxes as in a
 * line.
 */
final class Validation {
  private static final int MOST_BOXES = 10_000;
  private static final int MOST_CASES = 24;

  /** Number of pictures, one per batch, that are also run alone and timed. */
  private static final int ALONE = 20;

  private final LineVerdict verdict;
  private final Consumer<SeenImage> seen;
  private final ValidationTally tally;
  private final WorstCases worst;
  private final PartScores scores;
  private final PartScores defectScores;
  private final Recipe anything;
  private final Optional<RobustnessTrial> robustness;
  private final SetFaults faults = new SetFaults();
  private int alone;

  /**
   * The results of a validation.
   *
   * @param figures the figures
   * @param worst the misjudged parts to see first
   * @param fingerprint of the set, identifying it whatever model judges it
   * @param model the network and its engine
   * @param faults faults of the set
   * @param scores the model's confidence for each class, part by part, for choosing limits
   * @param defectScores as {@code scores}, with each true defect treated as a part of its own
   * @param robustness the effect of disturbances, if any were requested and possible
   * @param merges as {@link Detector#merges()}
   */
  record Results(
      ValidationFigures figures,
      WorstCases worst,
      String fingerprint,
      ModelVersion model,
      SetFaults faults,
      PartScores scores,
      PartScores defectScores,
      Optional<Robustness> robustness,
      boolean merges) {
    /** Returns the number of pictures in the set that were not judged. */
    int leftOut(LabelledSet set) {
      return set.unlabelled().size() + faults.notJudged();
    }
  }

  private Validation(
      RecipeChoice choice, List<Disturbance> disturbances, Consumer<SeenImage> seen) {
    this.seen = seen;
    List<String> classes = choice.bundle().classes().stream().distinct().toList();
    this.verdict = LineVerdict.of(choice);
    this.tally = new ValidationTally(classes);
    this.worst = new WorstCases(choice.recipe(), MOST_CASES);
    ToDoubleFunction<String> limitsNow = LimitRecipe.failFrom(choice.recipe());
    this.scores = new PartScores(classes, limitsNow, Counting.PARTS);
    this.defectScores = new PartScores(classes, limitsNow, Counting.DEFECTS);
    this.anything = LimitRecipe.anything(choice.recipe());
    this.robustness =
        disturbances.isEmpty()
            ? Optional.empty()
            : Optional.of(new RobustnessTrial(verdict, classes, disturbances, faults));
  }

  /**
   * Judges the set.
   *
   * @param set with its classes in the model's terms
   * @param fingerprint of the set in its own terms, which are the same for every model
   * @param disturbances each picture is judged again under each of them; may be empty
   * @param seen receives the detections of every picture that was looked at, in the set's order
   * @param progress receives the number of pictures done after each batch
   * @throws AppException if not one picture could be judged
   */
  static Results of(
      LabelledSet set,
      String fingerprint,
      RecipeChoice choice,
      Engine engine,
      List<Disturbance> disturbances,
      Consumer<SeenImage> seen,
      IntConsumer progress) {
    Validation validation = new Validation(choice, disturbances, seen);
    try (FramePool pool = new FramePool();
        Detector detector = new OnnxDetector(choice.bundle(), engine, thresholds(choice))) {
      int done = 0;
      int of = set.pictures().size();
      while (done < of) {
        int next = Math.min(of, done + detector.concurrency());
        validation.judge(set.pictures().subList(done, next), done, pool, new Looks(detector));
        progress.accept(next);
        done = next;
      }
      return validation.results(set, fingerprint, detector);
    }
  }

  private static Thresholds thresholds(RecipeChoice choice) {
    Thresholds usual = choice.thresholds();
    int most = Math.min(MOST_BOXES, BoxTally.MOST_A_CLASS * choice.bundle().classes().size());
    return new Thresholds(
        Math.min(PartScores.FAINTEST, usual.confidence()),
        usual.iou(),
        Math.max(usual.most(), most),
        true);
  }

  /** Judges a batch of pictures; they count in their order, whichever finishes first. */
  private void judge(List<LabelledPicture> some, int first, FramePool pool, Looks looks) {
    List<Frame> frames = new ArrayList<>();
    try {
      for (int i = 0; i < some.size(); i++) {
        read(some.get(i), first + i, pool).ifPresent(frames::add);
      }
      if (!frames.isEmpty() && alone < ALONE) {
        looks.alone(frames.get(0)).findings().ifPresent(each -> tally.addAlone(each.inferring()));
        alone++;
      }
      List<Answer> answers = looks.at(frames);
      for (int i = 0; i < frames.size(); i++) {
        count(frames.get(i), answers.get(i));
      }
      robustness.ifPresent(trial -> trial.judge(frames, answers, pool, looks));
    } finally {
      frames.forEach(Frame::close);
    }
  }

  /** Reads a picture with its truth; empty if it is unreadable or all its labels lie outside. */
  private Optional<Frame> read(LabelledPicture picture, int number, FramePool pool) {
    try (Frame frame = PictureFile.read(picture.file(), pool)) {
      FittedTruth fitted = picture.in(frame.width(), frame.height());
      faults.labelled(picture.name(), fitted, picture.unlike(frame.width(), frame.height()));
      if (fitted.truth().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          frame.tagged(FrameTag.now(number, picture.name(), fitted.truth())).handOver());
    } catch (ImageException e) {
      faults.refused(picture.name(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void count(Frame frame, Answer answer) {
    LineVerdict.Ruling ruling = verdict.of(frame, answer);
    String name = frame.tag().origin();
    verdict
        .recipe()
        .misfit(frame.width(), frame.height())
        .ifPresent(why -> faults.unfit(name, why.reason()));
    answer.failure().ifPresent(why -> faults.unanswered(name, why));
    if (ruling.verdict() == Verdict.ERROR && answer.failure().isEmpty()) {
      faults.plain(name);
    }
    List<Defect> certain =
        ruling.defects().stream()
            .filter(d -> d.confidence() >= verdict.recipe().limitFor(d.className()).failFrom())
            .toList();
    List<Defect> countable = Inspector.judge(answer.detections(), anything).defects();
    JudgedPicture judged =
        new JudgedPicture(
            name,
            frame.width(),
            frame.height(),
            frame.tag().truth().orElseThrow(),
            answer.detections(),
            answer.further(),
            countable,
            ruling.verdict(),
            certain);
    tally.add(judged);
    worst.add(judged);
    scores.add(judged.truth(), countable, ruling.hopeless());
    defectScores.add(judged.truth(), countable, ruling.hopeless());
    answer.findings().ifPresent(findings -> lookedAt(frame, findings));
  }

  private void lookedAt(Frame frame, Findings findings) {
    tally.addInference(findings.inferring());
    seen.accept(SeenImage.of(frame, findings));
  }

  private Results results(LabelledSet set, String fingerprint, Detector detector) {
    ValidationFigures figures = tally.figures();
    if (figures.pictures() == 0) {
      throw new AppException(
          "None of the %,d labelled pictures in %s could be judged; the first: %s"
              .formatted(
                  set.pictures().size(),
                  set.folder(),
                  faults.refusals().stream()
                      .findFirst()
                      .orElse("its labels lie outside the picture")));
    }
    if (faults.unanswered().size() == figures.pictures()) {
      throw new AppException(
          "The network answers on none of the %,d pictures in %s that could be read; the first: %s (%s)"
              .formatted(
                  figures.pictures(),
                  set.folder(),
                  faults.unanswered().get(0),
                  faults.firstFailure().orElse("no reason is known")));
    }
    return new Results(
        figures,
        worst,
        fingerprint,
        detector.version(),
        faults,
        scores,
        defectScores,
        robustness.flatMap(RobustnessTrial::result),
        detector.merges());
  }
}
