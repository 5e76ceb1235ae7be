package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a network expects pixel values of 0 to 255, according to its first nodes: dividing by 255
 * or by deviations of tens, or subtracting means of tens, makes no sense for 0 to 1.
 */
final class PictureRange {
  /** Nodes that move pixels but keep their values. */
  private static final Set<String> MOVING =
      Set.of(
          "Identity",
          "Cast",
          "Transpose",
          "Reshape",
          "Squeeze",
          "Unsqueeze",
          "Gather",
          "Slice",
          "Concat",
          "Split",
          "QuantizeLinear");

  /** Means and deviations for 0 to 1 are far below, those for 0 to 255 far above. */
  private static final float BETWEEN = 2;

  private final FirstNodes first;

  PictureRange(FirstNodes first) {
    this.first = first;
  }

  /** Whether the input with this name expects 0 to 255. */
  boolean isOfBytes(String picture) {
    Set<String> same = new HashSet<>(Set.of(picture));
    for (Node node : first.inOrder()) {
      if (node.inputs().stream().map(first::source).noneMatch(same::contains)) {
        continue;
      }
      if (MOVING.contains(node.kind())) {
        same.addAll(node.outputs());
      } else if (makesSmall(node)) {
        return true;
      }
    }
    return false;
  }

  private boolean makesSmall(Node node) {
    List<Float> by =
        node.inputs().stream()
            .map(first::known)
            .filter(values -> !values.isEmpty())
            .findFirst()
            .orElse(List.of());
    return !by.isEmpty()
        && switch (node.kind()) {
          case "Div" -> by.stream().allMatch(number -> number > BETWEEN);
          case "Mul" -> by.stream().allMatch(number -> number > 0 && number < 1 / (4 * BETWEEN));
          case "Sub" -> by.stream().anyMatch(number -> number > BETWEEN);
          default -> false;
        };
  }
}
