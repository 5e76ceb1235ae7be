package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a network wants its picture in 0 to 255, told by what its first nodes do to it: a
 * division by 255, or by deviations of tens, or means of tens taken off it, makes no sense of 0 to
 * 1.
 */
final class PictureRange {
  /** What moves pixels but leaves their values. */
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

  /** Means and deviations of pictures in 0 to 1 are far below, those of 0 to 255 far above. */
  private static final float BETWEEN = 2;

  private final FirstNodes first;

  PictureRange(FirstNodes first) {
    this.first = first;
  }

  /** Whether the picture of this name is one of 0 to 255. */
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
