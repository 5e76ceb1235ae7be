package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.Verdict;
import java.util.List;

/**
 * How a set's parts are judged under one condition, whatever boxes are where. One thread at a time.
 */
public final class PartTally {
  private final String name;
  private final PartScores scores;
  private long escapes;
  private long overkill;

  /**
   * @param name what the condition is called, for people
   * @param classes every class the model knows, each once
   */
  public PartTally(String name, List<String> classes) {
    this.name = name;
    this.scores = new PartScores(classes, PartScores.Counting.PARTS);
  }

  /**
   * Counts a part.
   *
   * @param bad whether it has a true defect
   * @param verdict what the recipe makes of it; what is not passed is not, until somebody looked
   * @param boxes everything found that would count if it were sure enough
   */
  public void add(boolean bad, Verdict verdict, List<Defect> boxes) {
    escapes += bad && verdict == Verdict.PASS ? 1 : 0;
    overkill += !bad && verdict != Verdict.PASS ? 1 : 0;
    scores.add(bad, boxes);
  }

  String name() {
    return name;
  }

  PartScores scores() {
    return scores;
  }

  Proportion rightParts() {
    return new Proportion(scores.size() - escapes - overkill, scores.size());
  }

  Proportion escapes() {
    return new Proportion(escapes, scores.badParts());
  }

  Proportion overkill() {
    return new Proportion(overkill, scores.size() - scores.badParts());
  }
}
