package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.GraphParts.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a network wants its picture in 0 to 255, told by what its first nodes do to it: a
 * division by 255, or by deviations of tens, or means of tens taken off it, makes no sense of 0 to
 * 1.
 */
final class PictureRange {
  /** Preparation of pictures is the first thing that is done, and is a few nodes. */
  private static final int NODES = 24;

  /** So many single numbers a graph may have; nobody needs to remember more. */
  private static final int WEIGHTS = 10_000;

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
          "Split");

  /** Means and deviations of pictures in 0 to 1 are far below, those of 0 to 255 far above. */
  private static final float BETWEEN = 2;

  private final List<Node> first = new ArrayList<>();
  private final Map<String, List<Float>> numbers = new HashMap<>();

  /** Adds a node of the graph, in the graph's order. */
  void add(Node node) {
    if (node.kind().equals("Constant") && node.outputs().size() == 1) {
      remember(node.outputs().get(0), node.constant());
    } else if (first.size() < NODES) {
      first.add(node);
    }
  }

  /** Adds a weight of the graph. */
  void add(Weight weight) {
    remember(weight.name(), weight.values());
  }

  private void remember(String name, List<Float> values) {
    if (!values.isEmpty() && numbers.size() < WEIGHTS) {
      numbers.put(name, values);
    }
  }

  /** Whether the picture of this name is one of 0 to 255. */
  boolean isOfBytes(String picture) {
    Set<String> same = new HashSet<>(Set.of(picture));
    for (Node node : first) {
      if (node.inputs().isEmpty() || node.inputs().stream().noneMatch(same::contains)) {
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
            .filter(numbers::containsKey)
            .findFirst()
            .map(name -> numbers.getOrDefault(name, List.of()))
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
