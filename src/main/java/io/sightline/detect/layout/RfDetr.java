package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Recognises RF-DETR's own export by the names of its inputs and outputs. A fine-tuned network has
 * one column more than classes, for "no class": the last since release 1.6.4, before that the id
 * that no class of the data set has, usually the first. Its confidence is never high; but a rare
 * class's need not be either, so a trial cannot tell.
 */
public final class RfDetr {
  private RfDetr() {}

  /** Whether a file has the inputs and outputs of its export. */
  public static boolean isIn(OnnxHeader header) {
    return header.inputs().stream().anyMatch(input -> input.name().equals("input"))
        && confidences(header.outputs()).isPresent();
  }

  /** Whether outputs have its names and sizes. */
  static boolean answers(List<Tensor> outputs) {
    return confidences(outputs).isPresent();
  }

  /** What to do if one name is missing; the end of a sentence about the model. */
  static Optional<String> refusal(List<Tensor> outputs, int names) {
    return confidences(outputs)
        .filter(output -> output.lastSize() == names + 1L)
        .map(
            output ->
                "answers %d confidences a box for %d class names, as RF-DETR does, one of them for no class: write a line \"nothing\" at the end of its names where it was trained by release 1.6.4 or newer, at the beginning where by an older one on classes numbered from 1, and look at a picture whose class you know"
                    .formatted(names + 1, names));
  }

  /** The confidences beside its boxes; MMDeploy uses the same names, but five numbers per box. */
  private static Optional<Tensor> confidences(List<Tensor> outputs) {
    boolean boxes =
        outputs.stream().anyMatch(output -> output.name().equals("dets") && output.lastSize() == 4);
    return outputs.stream()
        .filter(output -> boxes && output.name().equals("labels") && output.shape().size() == 3)
        .findFirst();
  }
}
