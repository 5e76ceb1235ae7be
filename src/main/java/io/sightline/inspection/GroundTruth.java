package io.sightline.inspection;

import java.util.List;
import java.util.Objects;

/**
 * The true defects of a part, if the source knows them: the simulated line and labelled images do.
 *
 * @param defects every true defect; empty for a good part
 * @param crowds regions of defects that were not labelled one by one: what is found in them is
 *     neither right nor wrong
 */
public record GroundTruth(List<Label> defects, List<Label> crowds) {
  /** A part without a defect. */
  public static final GroundTruth GOOD = new GroundTruth(List.of());

  public GroundTruth {
    defects = List.copyOf(defects);
    crowds = List.copyOf(crowds);
  }

  /** The truth of a part whose defects are all labelled one by one. */
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
