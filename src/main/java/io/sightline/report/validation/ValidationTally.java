package io.sightline.report.validation;

import io.sightline.inspection.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Accumulates judged pictures one by one and computes the figures. Not thread-safe. */
public final class ValidationTally {
  /** Every class of every box, as average precision is counted. */
  private final BoxTally boxes;

  /** What a line would report if its limits were low enough. */
  private final BoxTally reported;

  private final CallTally calls;
  private double[] inference = new double[64];
  private int timed;
  private int pictures;
  private int bad;
  private final List<String> escaped = new ArrayList<>();
  private final List<String> overkilled = new ArrayList<>();
  private int review;
  private long defects;
  private long overlooked;
  private final List<Double> alone = new ArrayList<>();

  /**
   * @param classes every class the model knows, each once
   */
  public ValidationTally(List<String> classes) {
    boxes = new BoxTally(classes);
    reported = new BoxTally(classes);
    calls = new CallTally(classes);
  }

  /** Counts a picture, whether the network answered or not. */
  public void add(JudgedPicture picture) {
    GroundTruth truth = picture.truth();
    boxes.add(truth, Stream.concat(picture.found().stream(), picture.further().stream()).toList());
    reported.add(truth, picture.found());
    calls.add(truth, picture.defects());
    pictures++;
    bad += picture.bad() ? 1 : 0;
    if (picture.escape()) {
      escaped.add(picture.name());
    } else if (picture.overkill()) {
      overkilled.add(picture.name());
    }
    defects += truth.defects().size();
    overlooked += picture.overlooked();
    review += picture.verdict() == io.sightline.inspection.Verdict.REVIEW ? 1 : 0;
  }

  /**
   * Adds the inference time of a picture.
   *
   * @param inferring milliseconds inside the network, with others running in parallel
   */
  public void addInference(double inferring) {
    if (timed == inference.length) {
      inference = Arrays.copyOf(inference, 2 * timed);
    }
    inference[timed++] = inferring;
  }

  /**
   * Adds the inference time of a picture that had the whole engine to itself.
   *
   * @param inferring milliseconds inside the network
   */
  public void addAlone(double inferring) {
    alone.add(inferring);
  }

  /** Returns the figures so far. */
  public ValidationFigures figures() {
    double[] times = Arrays.copyOf(inference, timed);
    Arrays.sort(times);
    return new ValidationFigures(
        new Proportion(pictures - escaped.size() - overkilled.size(), pictures),
        new Proportion(escaped.size(), bad),
        new Proportion(overkilled.size(), pictures - bad),
        escaped,
        overkilled,
        review,
        new Proportion(overlooked, defects),
        boxes.figures(true),
        boxes.figures(false),
        reported.bestF(),
        calls.f1(),
        calls.classes(),
        calls.confusion(),
        percentile(times, 0.5),
        percentile(times, 0.99),
        percentile(alone.stream().mapToDouble(each -> each).sorted().toArray(), 0.5));
  }

  /** Returns the smallest time that this share of all times does not exceed. */
  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
