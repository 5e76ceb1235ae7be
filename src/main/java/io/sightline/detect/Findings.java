package io.sightline.detect;

import io.sightline.inspection.Detection;
import java.util.List;

/**
 * What the model found in one frame, and the time taken, in milliseconds.
 *
 * @param detections by descending confidence, after non-maximum suppression, in source pixels; each
 *     box with its best class, unless the network's own software reports several
 * @param further boxes again with classes that are not their best, by descending confidence; none
 *     unless the {@linkplain Thresholds#everyClass() thresholds} ask for them
 * @param preparing letterbox and normalisation
 * @param inferring inside the network, together with any other frames in the same run
 * @param decoding output to boxes, including suppression
 */
public record Findings(
    List<Detection> detections,
    List<Detection> further,
    double preparing,
    double inferring,
    double decoding) {
  public Findings {
    detections = List.copyOf(detections);
    further = List.copyOf(further);
  }

  /** Each box with its best class only. */
  public Findings(List<Detection> detections, double preparing, double inferring, double decoding) {
    this(detections, List.of(), preparing, inferring, decoding);
  }
}
