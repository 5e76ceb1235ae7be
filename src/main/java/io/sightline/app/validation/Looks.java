package io.sightline.app.validation;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Runs a detector on frames as a line does: together, and if that fails, one by one.
 *
 * @param detector borrowed
 */
record Looks(Detector detector) {
  private static final Logger LOG = System.getLogger(Looks.class.getName());

  /** Returns the findings in a frame that has the detector to itself; the frame is borrowed. */
  Findings alone(Frame frame) {
    return detector.detect(List.of(frame)).get(0);
  }

  /**
   * Returns the findings in each frame, in order; the frames are borrowed.
   *
   * @throws DetectException if a frame cannot be processed even alone
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
