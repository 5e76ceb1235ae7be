package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * The model's highest confidence per part and class, and whether no limits pass it: all that
 * decides over a part that its first defect fails. Not thread-safe.
 *
 * <p>A set's bad parts often have many defects, and the most confident one fails the part: limits
 * chosen by such parts may miss nearly every defect that occurs alone. So each defect can be
 * treated as a part of its own ({@link Counting#DEFECTS}).
 */
public final class PartScores {
  /** Overlap (IoU) from which a box matches a defect: DeepPCB's own. */
  private static final double ABOUT = 0.33;

  /** The unit counted as a bad part. */
  public enum Counting {
    /** A part with one or more defects. */
    PARTS,
    /** Each defect, as if its part had no other. */
    DEFECTS
  }

  private final List<String> classes;
  private final Counting counting;
  private final List<double[]> best = new ArrayList<>();
  private final List<Boolean> bad = new ArrayList<>();
  private final List<Boolean> hopeless = new ArrayList<>();

  public PartScores(List<String> classes, Counting counting) {
    this.classes = List.copyOf(classes);
    this.counting = counting;
  }

  /**
   * Adds a part.
   *
   * @param truth its true defects
   * @param boxes all found boxes that would count if confident enough
   * @param isHopeless whether no limits pass the part: its picture has less contrast than the
   *     recipe asks for, so too little found in it is ERROR, or the network could not look at it
   */
  public void add(GroundTruth truth, List<Defect> boxes, boolean isHopeless) {
    if (counting == Counting.PARTS || !truth.defective()) {
      add(truth.defective(), boxes, isHopeless);
      return;
    }
    for (Label defect : truth.defects()) {
      add(true, boxes.stream().filter(b -> about(b, defect)).toList(), isHopeless);
    }
  }

  /** Returns whether a found box matches a defect, whatever its class. */
  static boolean about(Defect box, Label defect) {
    return box.box().iou(defect.box()) >= ABOUT;
  }

  void add(boolean isBad, List<Defect> boxes, boolean isHopeless) {
    double[] scores = new double[classes.size()];
    for (Defect box : boxes) {
      int id = classes.indexOf(box.className());
      scores[id] = Math.max(scores[id], box.confidence());
    }
    best.add(scores);
    bad.add(isBad);
    hopeless.add(isHopeless);
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

  /** Whether no limits pass the part. */
  boolean hopeless(int part) {
    return hopeless.get(part);
  }

  double best(int part, int classId) {
    return best.get(part)[classId];
  }

  long badParts() {
    return bad.stream().filter(each -> each).count();
  }

  /** Whether limits can be chosen by these parts. */
  boolean allowChoice() {
    return LimitChoice.isPossible(badParts(), size() - badParts());
  }

  /** Returns these parts followed by others of the same classes. */
  PartScores plus(PartScores others) {
    PartScores all = new PartScores(classes, counting);
    all.best.addAll(best);
    all.best.addAll(others.best);
    all.bad.addAll(bad);
    all.bad.addAll(others.bad);
    all.hopeless.addAll(hopeless);
    all.hopeless.addAll(others.hopeless);
    return all;
  }

  /**
   * Returns half of the bad parts and half of the good ones, in their original order: similar parts
   * are usually neighbours in a set, so this is a harder test than random halves.
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
        half.hopeless.add(hopeless(part));
      }
    }
    return half;
  }
}
