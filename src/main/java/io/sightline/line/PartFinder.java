package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.inspection.Part;
import java.util.List;

/** Finds in a frame the parts to judge now, each part once. Used by the inspecting thread only. */
interface PartFinder {
  /** The parts in a frame, which is handed over to them. */
  List<PartView> find(Frame frame);

  /**
   * A part and where it is to be seen.
   *
   * @param part which item
   * @param frame its picture, closed by whoever has this view
   */
  record PartView(Part part, Frame frame) {}
}
