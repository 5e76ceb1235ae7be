package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * Of each part, how sure the model is of each class at most: all that decides over a part which its
 * first defect fails. One thread at a time.
 *
 * <p>The bad parts of a set often have many defects, and the surest of them fails the part: limits
 * chosen by such parts may overlook nearly every defect that comes alone. So each defect can be
 * taken for a part of its own ({@link Counting#DEFECTS}).
 */
public final class PartScores {
  /** Overlap (IoU) from which a box is about a defect: DeepPCB's own. */
  private static final double ABOUT = 0.33;

  /** What a bad part is. */
  public enum Counting {
    /** A part with a defect or several. */
    PARTS,
    /** Each defect, as if its part had no other. */
    DEFECTS
  }

  private final List<String> classes;
  private final Counting counting;
  private final List<double[]> best = new ArrayList<>();
  private final List<Boolean> bad = new ArrayList<>();

  public PartScores(List<String> classes, Counting counting) {
    this.classes = List.copyOf(classes);
    this.counting = counting;
  }

  /**
   * Adds a part.
   *
   * @param truth its true defects
   * @param boxes everything found that would count if it were sure enough
   */
  public void add(GroundTruth truth, List<Defect> boxes) {
    if (counting == Counting.PARTS || !truth.defective()) {
      add(truth.defective(), boxes);
      return;
    }
    for (Label defect : truth.defects()) {
      add(true, boxes.stream().filter(b -> about(b, defect)).toList());
    }
  }

  /** Whether a found box is about a defect, whatever it is called. */
  static boolean about(Defect box, Label defect) {
    return box.box().iou(defect.box()) >= ABOUT;
  }

  void add(boolean isBad, List<Defect> boxes) {
    double[] scores = new double[classes.size()];
    for (Defect box : boxes) {
      int id = classes.indexOf(box.className());
      scores[id] = Math.max(scores[id], box.confidence());
    }
    best.add(scores);
    bad.add(isBad);
  }

  Counting counting() {
    return counting;
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
    PartScores all = new PartScores(classes, counting);
    all.best.addAll(best);
    all.best.addAll(others.best);
    all.bad.addAll(bad);
    all.bad.addAll(others.bad);
    return all;
  }

  /**
   * One half of the bad parts and one of the good ones, in the order they came: in most sets
   * similar parts are neighbours, so this is a harder test than halves drawn at random.
   */
  PartScores half(boolean first) {
    PartScores half = new PartScores(classes, counting);
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
