package io.sightline.detect.bundle;

import io.sightline.inspection.Recipe;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What a network's maker recommends; a recipe may say otherwise, except of the overlap.
 *
 * @param confidence the minimum confidence, above 0 to 1
 * @param iou the overlap above which two boxes of a class are one, 0 to 1
 * @param classConfidence as {@code confidence}, but for single classes, by name
 * @param minimumContrast as a recipe's; 0 if good parts may look plain
 */
public record Recommendation(
    double confidence, double iou, Map<String, Double> classConfidence, double minimumContrast) {
  private static final int MOST_DETECTIONS = 300;

  public Recommendation {
    classConfidence = Map.copyOf(classConfidence);
    Thresholds.requireConfidence(confidence);
    Thresholds.requireIou(iou);
    Recipe.requireContrast(minimumContrast);
    classConfidence.values().forEach(Thresholds::requireConfidence);
  }

  /** Returns the confidence recommended for a class. */
  public double confidenceFor(String className) {
    return classConfidence.getOrDefault(className, confidence);
  }

  /** Returns thresholds that keep all that it counts. */
  Thresholds thresholds() {
    double lowest =
        DoubleStream.concat(
                DoubleStream.of(confidence),
                classConfidence.values().stream().mapToDouble(Double::doubleValue))
            .min()
            .orElse(confidence);
    return new Thresholds(lowest, iou, MOST_DETECTIONS);
  }
}
