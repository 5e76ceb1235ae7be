package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;

/**
 * What readings of a model are derived from.
 *
 * @param model what is known of it
 * @param outputs the graph's, as declared or as observed; -1 for a dynamic size
 * @param trusting whether metadata of a known exporter also determine the form of boxes, which may
 *     have been changed since
 */
record Evidence(KnownModel model, List<Tensor> outputs, boolean trusting) {
  /** TensorFlow's name for its boxes, raw or suppressed. */
  static final String OF_TENSORFLOW = "detection_boxes";

  /** Whether there may be this many classes. */
  boolean fits(int classes) {
    return classes > 0 && model.names().orElse(classes) == classes;
  }

  /** Possible forms of boxes: as specified, or the usual ones. */
  List<BoxForm> forms(List<BoxForm> usual) {
    return model.form().map(List::of).orElse(usual);
  }

  /** Possible forms of an output's boxes: as specified, or by its name, or the usual ones. */
  List<BoxForm> forms(Tensor boxes, List<BoxForm> usual) {
    return forms(
        boxes.isNamed(OF_TENSORFLOW) ? List.of(BoxForm.CORNERS_DOWN_FIRST_NORMALISED) : usual);
  }

  /** Whether this many boxes are one for each cell of a grid. */
  boolean areCells(long boxes) {
    return Grid.withCells(boxes, model.input().width(), model.input().height()).isPresent();
  }

  /** What the metadata say by a key; empty if nothing. */
  String said(String key) {
    return model.header().metadata().getOrDefault(key, "");
  }

  /** Whether the metadata say that overlaps are suppressed. */
  boolean saysEndToEnd() {
    return said("end2end").equalsIgnoreCase("true") || said("args").contains("'nms': True");
  }

  /**
   * Files with both 'stride' and 'names' metadata come from Ultralytics, whose form of boxes is
   * known.
   */
  boolean isFromKnownExporter() {
    return model.header().metadata().keySet().containsAll(List.of("stride", "names"));
  }

  /** Whether boxes are of that exporter's form. */
  boolean trustsExporter() {
    return trusting && model.form().isEmpty() && isFromKnownExporter();
  }
}
