package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * RF-DETR's own export, by the names of what it takes and answers. Of a network that was
 * fine-tuned, one column more than there are classes stands for none of them: the last since
 * release 1.6.4, before it the number that no class of the data set has, mostly the first. It is
 * never sure of anything; a class that is rare need not be either, so that no trial tells.
 */
public final class RfDetr {
  private RfDetr() {}

  /** Whether a file takes and answers what its export does. */
  public static boolean isIn(OnnxHeader header) {
    return header.inputs().stream().anyMatch(input -> input.name().equals("input"))
        && confidences(header.outputs()).isPresent();
  }

  /** Whether outputs are called, and have the sizes, as its are. */
  static boolean answers(List<Tensor> outputs) {
    return confidences(outputs).isPresent();
  }

  /** What to write where there is one name too few; for a sentence that begins with the model. */
  static Optional<String> refusal(List<Tensor> outputs, int names) {
    return confidences(outputs)
        .filter(output -> Recogniser.last(output) == names + 1L)
        .map(
            output ->
                "answers %d confidences a box for %d class names, as RF-DETR does, one of them for no class: write a line \"nothing\" at the end of its names where it was trained by release 1.6.4 or newer, at the beginning where by an older one on classes numbered from 1, and look at a picture whose class you know"
                    .formatted(names + 1, names));
  }

  /** The confidences beside its boxes; MMDeploy's, of the same names, have five numbers a box. */
  private static Optional<Tensor> confidences(List<Tensor> outputs) {
    boolean boxes =
        outputs.stream()
            .anyMatch(output -> output.name().equals("dets") && Recogniser.last(output) == 4);
    return outputs.stream()
        .filter(output -> boxes && output.name().equals("labels") && output.shape().size() == 3)
        .findFirst();
  }
}
