package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * RF-DETR's answers as its own export names them. Of a network that was fine-tuned, one column more
 * than there are classes stands for none of them: the last since release 1.6.4, before it the
 * number that no class of the data set has, mostly the first. It is never sure of anything; a class
 * that is rare need not be either, so that no trial tells.
 */
final class RfDetr {
  private static final String BOXES = "dets";
  private static final String SCORES = "labels";

  private RfDetr() {}

  /** Whether these two are called as its are. */
  static boolean answers(Tensor boxes, Tensor scores) {
    return boxes.name().equals(BOXES) && scores.name().equals(SCORES);
  }

  /** What to write where there is one name too few; for a sentence that begins with the model. */
  static Optional<String> refusal(List<Tensor> outputs, int names) {
    boolean answered =
        outputs.stream().anyMatch(output -> output.name().equals(BOXES))
            && outputs.stream()
                .filter(output -> output.name().equals(SCORES) && output.shape().size() == 3)
                .anyMatch(output -> Recogniser.last(output) == names + 1L);
    return answered
        ? Optional.of(
            "answers %d confidences a box for %d class names, as RF-DETR does, one of them for no class: write a line \"nothing\" at the end of its names where it was trained by release 1.6.4 or newer, at the beginning where by an older one on classes numbered from 1, and look at a picture whose class you know"
                .formatted(names + 1, names))
        : Optional.empty();
  }
}
