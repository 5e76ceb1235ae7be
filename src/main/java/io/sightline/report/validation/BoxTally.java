package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.report.validation.BoxFigures.ClassPrecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts found boxes against true ones, picture by picture, as COCO's evaluation (pycocotools) and
 * DeepPCB's do. Keeps no pictures. Not thread-safe.
 */
public final class BoxTally {
  /**
   * Maximum number of boxes per picture and class that count, most confident first; COCO's maxDets.
   */
  public static final int MOST_A_CLASS = 100;

  private static final int DEEP_PCB = 0;
  private static final int FIRST_COCO = 1;
  private static final double[] OVERLAPS = overlaps();

  private final Map<String, RankedBoxes> classes = new LinkedHashMap<>();

  /**
   * @param classNames every class that can be found or true
   */
  public BoxTally(List<String> classNames) {
    classNames.forEach(name -> classes.put(name, new RankedBoxes()));
  }

  /** Returns DeepPCB's "more than 0.33", then COCO's ten as linspace(.5, .95, 10) computes them. */
  private static double[] overlaps() {
    double[] overlaps = new double[11];
    overlaps[DEEP_PCB] = Math.nextUp(0.33);
    for (int i = 0; i < 10; i++) {
      overlaps[FIRST_COCO + i] = i == 9 ? 0.95 : 0.5 + i * ((0.95 - 0.5) / 9);
    }
    return overlaps;
  }

  /**
   * Counts a picture.
   *
   * @throws IllegalArgumentException if a class is not among those given to the constructor
   */
  public void add(GroundTruth truth, List<Detection> found) {
    Map<String, List<Box>> trueBoxes = new LinkedHashMap<>();
    for (Label label : truth.defects()) {
      trueBoxes.computeIfAbsent(label.className(), n -> new ArrayList<>()).add(label.box());
      of(label.className()).addTruths(1);
    }
    Map<String, List<Detection>> foundBoxes = new LinkedHashMap<>();
    for (Detection each : found) {
      foundBoxes.computeIfAbsent(each.className(), n -> new ArrayList<>()).add(each);
    }
    int flag = truth.defective() ? 0 : RankedBoxes.ON_GOOD_PART;
    Crowds crowds = new Crowds(truth.crowds());
    foundBoxes.forEach(
        (name, boxes) ->
            rank(of(name), trueBoxes.getOrDefault(name, List.of()), crowds, boxes, flag));
  }

  private static void rank(
      RankedBoxes into, List<Box> truth, Crowds crowds, List<Detection> found, int flag) {
    List<Detection> surest =
        found.stream()
            .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
            .limit(MOST_A_CLASS)
            .toList();
    int[] right = new int[surest.size()];
    if (!truth.isEmpty()) {
      BoxMatching matching = new BoxMatching(truth, surest.stream().map(Detection::box).toList());
      for (int i = 0; i < OVERLAPS.length; i++) {
        int[] partner = matching.at(OVERLAPS[i]);
        for (int f = 0; f < right.length; f++) {
          right[f] |= partner[f] >= 0 ? 1 << i : 0;
        }
      }
    }
    for (int f = 0; f < right.length; f++) {
      Detection each = surest.get(f);
      int ignored = 0;
      for (int i = 0; i < OVERLAPS.length; i++) {
        boolean held = crowds.hold(each.className(), each.box(), OVERLAPS[i]);
        ignored |= held && (right[f] >> i & 1) == 0 ? 1 << i : 0;
      }
      into.add(each.confidence(), right[f] | ignored << RankedBoxes.IGNORED | flag);
    }
  }

  private RankedBoxes of(String name) {
    RankedBoxes boxes = classes.get(name);
    if (boxes == null) {
      throw new IllegalArgumentException("There is no class \"" + name + "\" here");
    }
    return boxes;
  }

  /**
   * Returns the figures so far.
   *
   * @param withGoodParts whether boxes found on good parts count; DeepPCB's protocol and most
   *     published figures use no good parts
   */
  public BoxFigures figures(boolean withGoodParts) {
    List<ClassPrecision> figures = new ArrayList<>();
    classes.forEach(
        (name, boxes) -> {
          if (boxes.truths() > 0) {
            int[] order = boxes.order(withGoodParts);
            double sum = 0;
            for (int i = FIRST_COCO; i < OVERLAPS.length; i++) {
              sum += boxes.cocoPrecision(order, i);
            }
            figures.add(
                new ClassPrecision(
                    name,
                    boxes.cocoPrecision(order, FIRST_COCO),
                    sum / (OVERLAPS.length - FIRST_COCO),
                    boxes.plainPrecision(order, DEEP_PCB)));
          }
        });
    return new BoxFigures(figures);
  }

  /** Returns DeepPCB's F-score over the pictures with true boxes; empty if there are none. */
  public Optional<BestF> bestF() {
    RankedBoxes pool = new RankedBoxes();
    for (RankedBoxes boxes : classes.values()) {
      pool.addTruths(boxes.truths());
      for (int i = 0; i < boxes.count(); i++) {
        if (!boxes.onGoodPart(i) && !boxes.ignored(i, DEEP_PCB)) {
          pool.add(boxes.confidence(i), boxes.right(i, DEEP_PCB) ? 1 << DEEP_PCB : 0);
        }
      }
    }
    if (pool.truths() == 0) {
      return Optional.empty();
    }
    BestF best = new BestF(0, 1);
    int[] order = pool.order(true);
    int right = 0;
    for (int n = 0; n < order.length; n++) {
      double confidence = pool.confidence(order[n]);
      right += pool.right(order[n], DEEP_PCB) ? 1 : 0;
      boolean last = n + 1 == order.length || pool.confidence(order[n + 1]) < confidence;
      double f = 2.0 * right / (n + 1 + pool.truths());
      if (last && f > best.value()) {
        best = new BestF(f, confidence);
      }
    }
    return Optional.of(best);
  }
}
