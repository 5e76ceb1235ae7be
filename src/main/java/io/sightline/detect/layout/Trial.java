package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.OnnxHeader.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * What a network answered to one made-up picture: the sizes of its answers, and numbers by which
 * one of several readings may be told from the others.
 *
 * @param outputs what it answered: names, types and the shapes observed, 0 where it found nothing
 * @param numbers one picture's of each, by its name; none of those that are too large to be boxes
 */
public record Trial(List<Tensor> outputs, Map<String, FloatBuffer> numbers) {
  public Trial {
    outputs = List.copyOf(outputs);
    numbers = Map.copyOf(numbers);
  }

  /** Whether the numbers of an output were looked at. */
  boolean has(String name) {
    return numbers.containsKey(name);
  }

  /**
   * The numbers of an output.
   *
   * @throws DetectException when there were too many to look at
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
