package io.sightline.report.validation;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Detection quality independent of the recipe's thresholds.
 *
 * @param classes the classes that have true boxes; others have no average precision
 */
public record BoxFigures(List<ClassPrecision> classes) {
  public BoxFigures {
    classes = List.copyOf(classes);
  }

  /**
   * The average precisions of one class, 0 to 1 each.
   *
   * @param name the class
   * @param ap50 COCO's, at an overlap (IoU) of 0.5
   * @param ap50To95 COCO's, the mean over overlaps of 0.50, 0.55, .. 0.95
   * @param ap33 DeepPCB's, at an overlap above 0.33
   */
  public record ClassPrecision(String name, double ap50, double ap50To95, double ap33) {}

  /** Returns the classes by name. */
  public Map<String, ClassPrecision> byClass() {
    return classes.stream().collect(Collectors.toMap(ClassPrecision::name, Function.identity()));
  }

  /**
   * Returns the mean of COCO's average precisions at an overlap of 0.5; empty without true boxes.
   */
  public OptionalDouble map50() {
    return mean(ClassPrecision::ap50);
  }

  /** Returns the mean over overlaps of 0.50 to 0.95; empty without true boxes. */
  public OptionalDouble map50To95() {
    return mean(ClassPrecision::ap50To95);
  }

  /** Returns the mean of DeepPCB's average precisions; empty without true boxes. */
  public OptionalDouble map33() {
    return mean(ClassPrecision::ap33);
  }

  private OptionalDouble mean(ToDoubleFunction<ClassPrecision> figure) {
    return classes.stream().mapToDouble(figure).average();
  }
}
