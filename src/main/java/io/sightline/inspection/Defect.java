package io.sightline.inspection;

import java.util.Objects;

/**
 * A detection that the recipe counts against the part.
 *
 * @param className what it is
 * @param confidence 0 to 1
 * @param box where, in source pixels
 */
public record Defect(String className, double confidence, Box box) {
  public Defect {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(box, "box");
    Confidence.check(confidence);
  }

  static Defect of(Detection detection) {
    return new Defect(detection.className(), detection.confidence(), detection.box());
  }
}
