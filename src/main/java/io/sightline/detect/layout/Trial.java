package io.sightline.detect.layout;

import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What a network answered to one made-up picture: the sizes of its answers, and numbers by which
 * one of several readings may be told from the others.
 *
 * @param outputs what it answered: names, types and the shapes observed, 0 where it found nothing
 * @param numbers the numbers of each
 */
public record Trial(List<Tensor> outputs, List<FloatBuffer> numbers) {
  public Trial {
    outputs = List.copyOf(outputs);
    numbers = List.copyOf(numbers);
  }

  /** The numbers of an output. */
  FloatBuffer numbers(String name) {
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(name)) {
        return numbers.get(i);
      }
    }
    throw new IllegalArgumentException("The trial did not look at \"" + name + "\"");
  }

  /** The shape of an output for one picture, outermost first. */
  List<Long> shape(String name) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }
}
