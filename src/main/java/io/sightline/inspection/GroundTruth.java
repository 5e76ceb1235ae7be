package io.sightline.inspection;

import java.util.List;
import java.util.Objects;

/**
 * What a part really has, where the source knows it: the simulated line and labelled images.
 *
 * @param defects every true defect; empty for a good part
 * @param crowds regions of defects that nobody labelled one by one: what is found in them is
 *     neither right nor wrong
 */
public record GroundTruth(List<Label> defects, List<Label> crowds) {
  /** A part without a defect. */
  public static final GroundTruth GOOD = new GroundTruth(List.of());

  public GroundTruth {
    defects = List.copyOf(defects);
    crowds = List.copyOf(crowds);
  }

  /** One of which each defect is known. */
  public GroundTruth(List<Label> defects) {
    this(defects, List.of());
  }

  public boolean defective() {
    return !defects.isEmpty() || !crowds.isEmpty();
  }

  /**
   * One true defect.
   *
   * @param className what it is
   * @param box where, in source pixels
   */
  public record Label(String className, Box box) {
    public Label {
      Objects.requireNonNull(className, "className");
      Objects.requireNonNull(box, "box");
    }
  }
}
