package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The model's highest confidence per part and class, and whether no limits pass it: all that
 * decides over a part that its first defect fails. Of each part only the classes found in it are
 * held: a model may have thousands. Not thread-safe.
 *
 * <p>A set's bad parts often have many defects, and the most confident one fails the part: limits
 * chosen by such parts may miss nearly every defect that occurs alone. So each defect can be
 * treated as a part of its own ({@link Counting#DEFECTS}).
 */
public final class PartScores {
  /**
   * Boxes below this confidence add only time, not average precision, and are not looked for: what
   * lower limits come to is not known.
   */
  public static final double FAINTEST = 0.001;

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

  private final List<Part> parts = new ArrayList<>();

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
    SortedMap<Integer, Double> scores = new TreeMap<>();
    for (Defect box : boxes) {
      scores.merge(classes.indexOf(box.className()), box.confidence(), Math::max);
    }
    parts.add(
        new Part(
            scores.keySet().stream().mapToInt(id -> id).toArray(),
            scores.values().stream().mapToDouble(score -> score).toArray(),
            isBad,
            isHopeless));
  }

  Counting counting() {
    return counting;
  }

  List<String> classes() {
    return classes;
  }

  int size() {
    return parts.size();
  }

  boolean bad(int part) {
    return parts.get(part).bad();
  }

  /** Whether no limits pass the part. */
  boolean hopeless(int part) {
    return parts.get(part).hopeless();
  }

  /** Returns the classes found in the part, ascending. */
  IntStream found(int part) {
    return IntStream.of(parts.get(part).found());
  }

  /** Returns the highest confidence; 0 if the class is not found in the part. */
  double best(int part, int classId) {
    int at = Arrays.binarySearch(parts.get(part).found(), classId);
    return at < 0 ? 0 : parts.get(part).best()[at];
  }

  /**
   * Returns whether no class fails the part, and that counts.
   *
   * @param limits by class, above 0
   */
  boolean passes(int part, double[] limits) {
    return !hopeless(part) && found(part).noneMatch(id -> best(part, id) >= limits[id]);
  }

  long badParts() {
    return parts.stream().filter(Part::bad).count();
  }

  /** Returns why no limits can be chosen by these parts; empty if they can. */
  public Optional<String> tooFew() {
    long good = size() - badParts();
    return LimitChoice.isPossible(badParts(), good)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "No limits are chosen: %,d %s and %,d good parts could be judged, and at least two of each are needed",
                badParts(),
                counting == Counting.PARTS ? "bad parts" : "defects",
                good));
  }

  /** Returns these parts followed by others of the same classes. */
  PartScores plus(PartScores others) {
    PartScores all = new PartScores(classes, counting);
    all.parts.addAll(parts);
    all.parts.addAll(others.parts);
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
        half.parts.add(parts.get(part));
      }
    }
    return half;
  }

  /**
   * A part.
   *
   * @param found the classes found in it, ascending
   * @param best the highest confidence in each of these
   * @param bad whether it is to be failed
   * @param hopeless whether no limits pass it
   */
  @SuppressWarnings("ArrayRecordComponent") // shared by the halves, never compared
  private record Part(int[] found, double[] best, boolean bad, boolean hopeless) {}
}
