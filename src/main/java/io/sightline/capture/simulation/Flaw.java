package io.sightline.capture.simulation;

import java.util.List;

/**
 * A defect as geometry: an irregular outline with copper where there should be none, or without
 * copper where there should be some.
 *
 * @param visible the outline clipped to what makes a difference (an outline reaches slightly beyond
 *     the copper edge it grows from), before the margin is added
 * @param onFinish whether it eats into a bare land rather than copper under the mask
 */
record Flaw(DefectKind kind, List<Vertex> outline, List<Vertex> visible, boolean onFinish) {
  Flaw {
    outline = List.copyOf(outline);
    visible = List.copyOf(visible);
  }

  /** Returns whether this flaw adds copper. */
  boolean addsCopper() {
    return kind == DefectKind.SHORT || kind == DefectKind.SPUR || kind == DefectKind.COPPER;
  }

  Area bounds() {
    double left = 1e9;
    double top = 1e9;
    double right = -1e9;
    double bottom = -1e9;
    for (Vertex v : visible) {
      left = Math.min(left, v.x());
      top = Math.min(top, v.y());
      right = Math.max(right, v.x());
      bottom = Math.max(bottom, v.y());
    }
    return new Area(left, top, right, bottom);
  }
}
