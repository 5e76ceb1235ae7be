package io.sightline.app.validation;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Shows frames to a detector as a line does: together, and where that fails, one by one.
 *
 * @param detector borrowed
 */
record Looks(Detector detector) {
  private static final Logger LOG = System.getLogger(Looks.class.getName());

  /** What is found in a frame that has the whole detector to itself; it is borrowed. */
  Findings alone(Frame frame) {
    return detector.detect(List.of(frame)).get(0);
  }

  /**
   * What is found in each frame, in order; the frames are borrowed.
   *
   * @throws DetectException when one of them cannot be looked at even alone
   */
  List<Findings> at(List<Frame> frames) {
    if (frames.size() > 1) {
      try {
        return detector.detect(frames);
      } catch (DetectException e) {
        LOG.log(Level.DEBUG, "The pictures are looked at one by one", e);
      }
    }
    return frames.stream().map(this::alone).toList();
  }
}
