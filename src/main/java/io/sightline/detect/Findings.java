package io.sightline.detect;

import io.sightline.inspection.Detection;
import java.util.List;

/**
 * What the model found in one frame and how long that took, in milliseconds.
 *
 * @param detections by falling confidence, after non-maximum suppression, in source pixels
 * @param preparing letterbox and normalisation
 * @param inferring inside the network, with whatever frames it was shown beside this one
 * @param decoding output to boxes, suppression included
 */
public record Findings(
    List<Detection> detections, double preparing, double inferring, double decoding) {
  public Findings {
    detections = List.copyOf(detections);
  }
}
