package io.sightline.report.validation;

import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
  private final ToDoubleFunction<String> limitsNow;
  private final Counting counting;

  private final List<Part> parts = new ArrayList<>();

  /**
   * @param classes every class the model knows, each once
   * @param limitsNow the confidence from which each fails a part so far: it stays where the parts
   *     show no defect of the class
   */
  public PartScores(List<String> classes, ToDoubleFunction<String> limitsNow, Counting counting) {
    this.classes = List.copyOf(classes);
    this.limitsNow = limitsNow;
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
      Stream<Label> all = Stream.concat(truth.defects().stream(), truth.crowds().stream());
      add(all.map(Label::className).distinct().toList(), boxes, isHopeless);
      return;
    }
    for (Label defect : truth.defects()) {
      List<Defect> found = boxes.stream().filter(b -> about(b, defect)).toList();
      add(List.of(defect.className()), found, isHopeless);
    }
  }

  /** Returns whether a found box matches a defect, whatever its class. */
  static boolean about(Defect box, Label defect) {
    return box.box().iou(defect.box()) >= ABOUT;
  }

  private void add(List<String> defects, List<Defect> boxes, boolean isHopeless) {
    SortedMap<Integer, Double> scores = new TreeMap<>();
    for (Defect box : boxes) {
      scores.merge(classes.indexOf(box.className()), box.confidence(), Math::max);
    }
    parts.add(
        new Part(
            scores.keySet().stream().mapToInt(id -> id).toArray(),
            scores.values().stream().mapToDouble(score -> score).toArray(),
            defects,
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

  /**
   * Returns the classes of which no part shows a defect, in the model's order: no limit can be
   * chosen for them. Hopeless parts show none.
   */
  public List<String> classesWithoutDefect() {
    Set<String> shown =
        parts.stream()
            .filter(part -> !part.hopeless())
            .flatMap(part -> part.defects().stream())
            .collect(Collectors.toSet());
    return classes.stream().filter(name -> !shown.contains(name)).toList();
  }

  /** Returns the limits that stay as they are, by class; infinite where one can be chosen. */
  double[] kept() {
    Set<String> names = Set.copyOf(classesWithoutDefect());
    return classes.stream()
        .mapToDouble(
            name -> names.contains(name) ? limitsNow.applyAsDouble(name) : Double.POSITIVE_INFINITY)
        .toArray();
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
    PartScores all = new PartScores(classes, limitsNow, counting);
    all.parts.addAll(parts);
    all.parts.addAll(others.parts);
    return all;
  }

  /**
   * Returns half of the bad parts of each class and half of the good parts, the first ones of each
   * or the others: similar parts are usually neighbours in a set, so this is a harder test than
   * random halves. A part with several classes counts with the one that is on the fewest parts.
   * Where the numbers are odd, the first half and the second take turns at the middle part.
   */
  PartScores half(boolean first) {
    PartScores half = new PartScores(classes, limitsNow, counting);
    boolean firstHasMore = true;
    for (List<Part> alike : byClass()) {
      int middle = (alike.size() + (firstHasMore ? 1 : 0)) / 2;
      half.parts.addAll(first ? alike.subList(0, middle) : alike.subList(middle, alike.size()));
      firstHasMore ^= alike.size() % 2 == 1;
    }
    return half;
  }

  /** Returns the good parts, if any, and the bad ones of each class, each in the set's order. */
  private Collection<List<Part>> byClass() {
    Map<String, Long> partsWith =
        parts.stream()
            .flatMap(part -> part.defects().stream())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    Comparator<String> rarest =
        Comparator.comparing((String name) -> partsWith.getOrDefault(name, 0L))
            .thenComparing(Comparator.naturalOrder());
    return parts.stream()
        .collect(
            Collectors.groupingBy(
                part -> part.defects().stream().min(rarest).orElse(""),
                TreeMap::new,
                Collectors.toList()))
        .values();
  }

  /**
   * A part.
   *
   * @param found the classes found in it, ascending
   * @param best the highest confidence in each of these
   * @param defects the classes of its true defects, each once; none if it is good
   * @param hopeless whether no limits pass it
   */
  @SuppressWarnings("ArrayRecordComponent") // shared by the halves, never compared
  private record Part(int[] found, double[] best, List<String> defects, boolean hopeless) {
    boolean bad() {
      return !defects.isEmpty();
    }
  }
}
