package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader;
import java.util.regex.Pattern;

/**
 * Recognises the exports of super-gradients (YOLO-NAS, and its PP-YOLOE and YOLOX) by the names of
 * their outputs, which begin with that of a graph if suppression was joined to them. By its
 * convention pictures come in RGB; a graph that is trained on BGR makes that of them itself.
 */
final class SuperGradients {
  /** What such a graph does, and for which pictures; continues a sentence. */
  static final String CONVENTION =
      ", as super-gradients' exports do, which take RGB and are trained on BGR";

  private static final Pattern OUTPUT =
      Pattern.compile("(graph\\d*_)?(num_predictions|flat_predictions|pre_nms_bboxes_xyxy)");

  private SuperGradients() {}

  /** Whether a file has the names of its outputs. */
  static boolean exported(OnnxHeader header) {
    return header.outputs().stream().anyMatch(output -> OUTPUT.matcher(output.name()).matches());
  }
}
