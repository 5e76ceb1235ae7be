package io.sightline.inspection;

import java.util.Objects;

/**
 * A box that the model found, before any recipe.
 *
 * @param classId the class's index in the model's list, from 0
 * @param className the class's name in the model
 * @param confidence 0 to 1
 * @param box where, in source pixels
 */
public record Detection(int classId, String className, double confidence, Box box) {
  public Detection {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(box, "box");
    if (classId < 0) {
      throw new IllegalArgumentException("A class id is 0 or more, not " + classId);
    }
    Confidence.check(confidence);
  }
}
