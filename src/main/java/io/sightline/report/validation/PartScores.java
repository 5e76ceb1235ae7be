package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import java.util.ArrayList;
import java.util.List;

/**
 * Of each part, how sure the model is of each class at most: all that decides over a part which its
 * first defect fails. One thread at a time.
 */
public final class PartScores {
  private final List<String> classes;
  private final List<double[]> best = new ArrayList<>();
  private final List<Boolean> bad = new ArrayList<>();

  public PartScores(List<String> classes) {
    this.classes = List.copyOf(classes);
  }

  /**
   * Adds a part.
   *
   * @param isBad whether it has a true defect
   * @param boxes everything found that would count if it were sure enough
   */
  public void add(boolean isBad, List<Defect> boxes) {
    double[] scores = new double[classes.size()];
    for (Defect box : boxes) {
      int id = classes.indexOf(box.className());
      scores[id] = Math.max(scores[id], box.confidence());
    }
    best.add(scores);
    bad.add(isBad);
  }

  List<String> classes() {
    return classes;
  }

  int size() {
    return best.size();
  }

  boolean bad(int part) {
    return bad.get(part);
  }

  double best(int part, int classId) {
    return best.get(part)[classId];
  }

  long badParts() {
    return bad.stream().filter(each -> each).count();
  }

  /** These parts, and then those, which are of the same classes. */
  PartScores plus(PartScores others) {
    PartScores all = new PartScores(classes);
    all.best.addAll(best);
    all.best.addAll(others.best);
    all.bad.addAll(bad);
    all.bad.addAll(others.bad);
    return all;
  }

  /**
   * One half of the bad parts and one of the good ones, in the order they came: what is alike lies
   * together in most sets, so the halves are further apart than at random.
   */
  PartScores half(boolean first) {
    PartScores half = new PartScores(classes);
    long[] seen = {0, 0};
    long[] of = {size() - badParts(), badParts()};
    for (int part = 0; part < size(); part++) {
      int kind = bad(part) ? 1 : 0;
      boolean inFirst = 2 * seen[kind]++ < of[kind];
      if (inFirst == first) {
        half.best.add(best.get(part));
        half.bad.add(bad(part));
      }
    }
    return half;
  }
}
