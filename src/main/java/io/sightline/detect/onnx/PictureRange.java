package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.GraphParts.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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
          "Split",
          "QuantizeLinear");

  /** What makes numbers of bytes: of a picture's, which then keep their values, and of weights. */
  private static final String OUT_OF_BYTES = "DequantizeLinear";

  /** Means and deviations of pictures in 0 to 1 are far below, those of 0 to 255 far above. */
  private static final float BETWEEN = 2;

  private final List<Node> first = new ArrayList<>();
  private final Map<String, List<Float>> numbers = new HashMap<>();

  /** By what they make: there is one for every weight of an 8-bit network. */
  private final Map<String, Node> outOfBytes = new HashMap<>();

  /** Adds a node of the graph, in the graph's order. */
  void add(Node node) {
    if (node.kind().equals("Constant") && node.outputs().size() == 1) {
      remember(node.outputs().get(0), node.constant());
    } else if (node.kind().equals(OUT_OF_BYTES)) {
      if (outOfBytes.size() < WEIGHTS && !node.inputs().isEmpty()) {
        node.outputs().forEach(made -> outOfBytes.put(made, node));
      }
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
      if (node.inputs().stream().map(this::source).noneMatch(same::contains)) {
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

  /** What this is made of, where it was bytes. */
  private String source(String name) {
    Node node = outOfBytes.get(name);
    return node == null ? name : node.inputs().get(0);
  }

  /** The numbers of this name, where they are known: (byte - zero) x step of those out of bytes. */
  private List<Float> known(String name) {
    Node node = outOfBytes.get(name);
    if (node == null) {
      return numbers.getOrDefault(name, List.of());
    }
    List<Float> bytes = numbers.getOrDefault(node.inputs().get(0), List.of());
    List<Float> steps = weight(node, 1);
    List<Float> zeros = weight(node, 2);
    return steps.isEmpty()
        ? List.of()
        : IntStream.range(0, bytes.size())
            .mapToObj(i -> (bytes.get(i) - at(zeros, i)) * at(steps, i))
            .toList();
  }

  private List<Float> weight(Node node, int input) {
    return node.inputs().size() > input
        ? numbers.getOrDefault(node.inputs().get(input), List.of())
        : List.of();
  }

  /** One for each, or one for all; 0 where there is none. */
  private static float at(List<Float> values, int i) {
    return values.isEmpty() ? 0 : values.get(Math.min(i, values.size() - 1));
  }

  private boolean makesSmall(Node node) {
    List<Float> by =
        node.inputs().stream()
            .map(this::known)
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
