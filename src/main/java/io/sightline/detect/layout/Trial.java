package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A network's output for one synthetic picture: the sizes, and numbers that may tell several
 * readings apart.
 *
 * @param outputs names, types and the observed shapes, with a size of 0 if nothing was found
 * @param numbers one picture's numbers by output; without outputs too large to hold boxes
 */
public record Trial(List<Tensor> outputs, Map<String, FloatBuffer> numbers) {
  public Trial {
    outputs = List.copyOf(outputs);
    numbers = Map.copyOf(numbers);
  }

  /** Whether the numbers of an output are available. */
  boolean has(String name) {
    return numbers.containsKey(name);
  }

  /**
   * The numbers of an output.
   *
   * @throws DetectException if there are too many
   */
  FloatBuffer numbers(String name) {
    FloatBuffer known = numbers.get(name);
    if (known == null) {
      throw new DetectException(
          "The network answers " + shape(name) + " as \"" + name + "\", too much to look at");
    }
    return known;
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
