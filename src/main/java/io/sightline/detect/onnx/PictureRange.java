package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a network expects pixel values of 0 to 255, according to its first nodes: dividing by 255
 * or by deviations of tens, or subtracting means of tens (or adding their opposites), makes no
 * sense for 0 to 1.
 */
final class PictureRange {
  /** Nodes that move, fit or limit pixels but keep the range of their values. */
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
          "QuantizeLinear",
          "Resize",
          "Pad",
          "Clip",
          "Min",
          "Max");

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
      List<Float> by = by(node);
      if (MOVING.contains(node.kind()) || changesNothing(node, by)) {
        same.addAll(node.outputs());
      } else if (makesSmall(node, by)) {
        return true;
      }
    }
    return false;
  }

  /** The known numbers that a node applies to its picture; none if there are none. */
  private List<Float> by(Node node) {
    return node.inputs().stream()
        .map(first::known)
        .filter(values -> !values.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Whether it is written down only because its exporter has a mean and a deviation at all. */
  private static boolean changesNothing(Node node, List<Float> by) {
    return !by.isEmpty()
        && switch (node.kind()) {
          case "Add", "Sub" -> by.stream().allMatch(number -> number == 0);
          case "Mul", "Div" -> by.stream().allMatch(number -> number == 1);
          default -> false;
        };
  }

  private static boolean makesSmall(Node node, List<Float> by) {
    return !by.isEmpty()
        && switch (node.kind()) {
          case "Div" -> by.stream().allMatch(number -> number > BETWEEN);
          case "Mul" -> by.stream().allMatch(number -> number > 0 && number < 1 / (4 * BETWEEN));
          case "Sub" -> by.stream().anyMatch(number -> number > BETWEEN);
          case "Add" -> by.stream().anyMatch(number -> number < -BETWEEN);
          default -> false;
        };
  }
}
