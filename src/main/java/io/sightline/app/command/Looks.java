package io.sightline.app.command;

import io.sightline.detect.Detector;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Runs a detector on frames as a line does: together, and if that fails, one by one. A frame that
 * fails alone has no answer, provided that the detector is sound.
 *
 * @param detector borrowed
 */
public record Looks(Detector detector) {
  private static final Logger LOG = System.getLogger(Looks.class.getName());

  /**
   * Returns the answer on a frame that has the detector to itself; the frame is borrowed.
   *
   * @throws DetectException if the detector fails on a plain picture, too: it is broken
   */
  public Answer alone(Frame frame) {
    try {
      return Answer.of(detector.detect(List.of(frame)).get(0));
    } catch (DetectException e) {
      requireSound(e);
      LOG.log(Level.DEBUG, "A picture could not be looked at", e);
      return Answer.failed(e);
    }
  }

  /**
   * Returns the answer on each frame, in order; the frames are borrowed.
   *
   * @throws DetectException if the detector is broken
   */
  public List<Answer> at(List<Frame> frames) {
    if (frames.size() > 1) {
      try {
        return detector.detect(frames).stream().map(Answer::of).toList();
      } catch (DetectException e) {
        LOG.log(Level.DEBUG, "The pictures are looked at one by one", e);
      }
    }
    return frames.stream().map(this::alone).toList();
  }

  private void requireSound(DetectException reason) {
    try {
      detector.check();
    } catch (DetectException broken) {
      reason.addSuppressed(broken);
      throw reason;
    }
  }
}
