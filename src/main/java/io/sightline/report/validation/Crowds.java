package io.sightline.report.validation;

import io.sightline.inspection.Box;
import io.sightline.inspection.GroundTruth.Label;
import java.util.List;

/** Regions of defects that nobody labelled one by one, as COCO's evaluation takes them. */
final class Crowds {
  private final List<Label> regions;

  Crowds(List<Label> regions) {
    this.regions = List.copyOf(regions);
  }

  /**
   * Whether a found box that has no true one lies in a region of its class by enough of its own
   * area: it is neither right nor wrong then. A region may hold any number of them.
   */
  boolean hold(String className, Box found, double threshold) {
    double enough = Math.min(threshold, 1 - 1e-10); // as for true boxes
    return regions.stream()
        .filter(region -> region.className().equals(className))
        .anyMatch(region -> region.box().intersection(found) / found.area() >= enough);
  }
}
