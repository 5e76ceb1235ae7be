package io.sightline.line;

import io.sightline.image.Frame;
import io.sightline.inspection.Part;
import java.util.List;

/** Finds the parts to judge in a frame, each part once. Used by the inspecting thread only. */
interface PartFinder {
  /** Returns the parts in a frame; takes ownership of the frame. */
  List<PartView> find(Frame frame);

  /**
   * A part and its picture.
   *
   * @param part which item
   * @param frame its picture, closed by the owner of this view
   */
  record PartView(Part part, Frame frame) {}
}
