package io.sightline.detect;

import io.sightline.inspection.Detection;
import java.util.List;

/**
 * What the model found in one frame, and the time taken, in milliseconds.
 *
 * @param detections by descending confidence, after non-maximum suppression, in source pixels
 * @param preparing letterbox and normalisation
 * @param inferring inside the network, together with any other frames in the same run
 * @param decoding output to boxes, including suppression
 */
public record Findings(
    List<Detection> detections, double preparing, double inferring, double decoding) {
  public Findings {
    detections = List.copyOf(detections);
  }
}
