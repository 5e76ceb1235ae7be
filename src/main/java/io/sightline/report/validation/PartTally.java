package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Verdict;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Counts verdicts on a set's parts under one condition, wherever their boxes are. Not thread-safe.
 */
public final class PartTally {
  private final String name;
  private final PartScores scores;
  private long escapes;
  private long overkill;

  /**
   * @param name the condition's name, for people
   * @param classes every class the model knows, each once
   * @param limitsNow as for {@link PartScores}
   */
  public PartTally(String name, List<String> classes, ToDoubleFunction<String> limitsNow) {
    this.name = name;
    this.scores = new PartScores(classes, limitsNow, PartScores.Counting.PARTS);
  }

  /**
   * Counts a part.
   *
   * @param truth its true defects
   * @param verdict the recipe's verdict; anything but a pass counts as not passed until reviewed
   * @param boxes all found boxes that would count if confident enough
   * @param hopeless as for {@link PartScores}
   */
  public void add(GroundTruth truth, Verdict verdict, List<Defect> boxes, boolean hopeless) {
    boolean bad = truth.defective();
    escapes += bad && verdict == Verdict.PASS ? 1 : 0;
    overkill += !bad && verdict != Verdict.PASS ? 1 : 0;
    scores.add(truth, boxes, hopeless);
  }

  String name() {
    return name;
  }

  PartScores scores() {
    return scores;
  }

  /** Returns how many parts were judged rightly, of all. */
  public Proportion rightParts() {
    return new Proportion(scores.size() - escapes - overkill, scores.size());
  }

  Proportion escapes() {
    return new Proportion(escapes, scores.badParts());
  }

  Proportion overkill() {
    return new Proportion(overkill, scores.size() - scores.badParts());
  }
}
