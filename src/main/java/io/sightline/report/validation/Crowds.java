package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth.Label;
import java.util.List;

/** Regions of defects that were not labelled one by one, handled as in COCO's evaluation. */
final class Crowds {
  private final List<Label> regions;

  Crowds(List<Label> regions) {
    this.regions = List.copyOf(regions);
  }

  /**
   * Returns whether at least this share of an unmatched found box's area lies in a region of its
   * class; such a box is neither right nor wrong. A region may hold any number of boxes.
   */
  boolean hold(String className, Box found, double threshold) {
    double enough = Math.min(threshold, 1 - 1e-10); // as for true boxes
    return regions.stream()
        .filter(region -> region.className().equals(className))
        .anyMatch(region -> region.box().intersection(found) / found.area() >= enough);
  }
}
