package io.sightline.store;

import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;

/** Keeps pictures of inspected parts. Used by the recorder's thread. */
public interface ImageArchive {
  /**
   * Keeps a picture; it is on disk when this returns. Borrows the frame.
   *
   * @return the picture's path inside the archive, for {@link Inspection#withImage}
   * @throws StoreException if it could not be kept
   */
  String keep(Inspection inspection, Frame frame);
}
