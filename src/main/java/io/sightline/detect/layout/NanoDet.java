package io.sightline.detect.layout;

import io.sightline.detect.onnx.ModelInput;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Tells NanoDet's answers, which are not read: cells x (classes + 4 distributions of where a side
 * is). They have as many rows as YOLOX's, whose numbers of boxes they would be taken for.
 */
final class NanoDet {
  /** Four distributions of 8 places, or of 11 in its first versions. */
  private static final List<Integer> DISTRIBUTIONS = List.of(32, 44);

  /** For a sentence that begins with the model. */
  static final String REFUSAL =
      "answers confidences and distributions of sides, as NanoDet does, which are not read; export"
          + " it with its boxes decoded";

  private NanoDet() {}

  /** Whether an output has the shape of NanoDet's with so many classes. */
  static boolean mayAnswer(Tensor output, ModelInput input, int classes) {
    List<Long> shape = output.shape();
    return shape.size() == 3
        && DISTRIBUTIONS.contains((int) (shape.get(2) - classes))
        && Grid.withCells(shape.get(1), input.width(), input.height()).isPresent();
  }

  /**
   * Whether an output is NanoDet's by what it answered: confidences come first there, so no row
   * starts with a place or a size.
   */
  static boolean answers(Tensor output, ModelInput input, Trial trial) {
    int columns = (int) Math.min(Recogniser.last(output), Integer.MAX_VALUE);
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
