package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Detects NanoDet's output, which is not supported: cells x (classes + 4 distributions of the
 * sides' positions). It has as many rows as YOLOX's and could be mistaken for that.
 */
final class NanoDet {
  /** Four distributions over 8 positions, or 11 in its first versions. */
  private static final List<Integer> DISTRIBUTIONS = List.of(32, 44);

  /** The end of a sentence about the model. */
  static final String REFUSAL =
      "answers confidences and distributions of sides, as NanoDet does, which are not read; export"
          + " it with its boxes decoded";

  private NanoDet() {}

  /** Whether an output has NanoDet's shape for this number of classes. */
  static boolean mayAnswer(Tensor output, ModelInput input, int classes) {
    List<Long> shape = output.shape();
    return shape.size() == 3
        && DISTRIBUTIONS.contains((int) (shape.get(2) - classes))
        && Grid.withCells(shape.get(1), input.width(), input.height()).isPresent();
  }

  /**
   * Whether an output is NanoDet's according to its values: confidences come first, so no row
   * starts with a position or a size.
   */
  static boolean answers(Tensor output, ModelInput input, Trial trial) {
    int columns = (int) Math.min(output.lastSize(), Integer.MAX_VALUE);
    return DISTRIBUTIONS.stream()
        .map(last -> columns - last)
        .filter(classes -> classes > 0 && mayAnswer(output, input, classes))
        .anyMatch(classes -> hasConfidencesFirst(trial.numbers(output.name()), columns, classes));
  }

  private static boolean hasConfidencesFirst(FloatBuffer numbers, int columns, int classes) {
    boolean beyond = false;
    for (int i = 0; i < numbers.limit(); i++) {
      float number = numbers.get(i);
      boolean confidence = number >= -ScoreForm.TOLERANCE && number <= 1 + ScoreForm.TOLERANCE;
      if (i % columns < classes && !confidence) {
        return false;
      }
      beyond |= !confidence;
    }
    return beyond;
  }
}
