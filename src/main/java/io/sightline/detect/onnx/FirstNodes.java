package io.sightline.detect.onnx;

import io.sightline.detect.onnx.GraphParts.Node;
import io.sightline.detect.onnx.GraphParts.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The first nodes of a graph, which prepare its picture, and the numbers they use. */
final class FirstNodes {
  /** Preparation comes first and takes only a few nodes. */
  private static final int NODES = 24;

  /** The most small weights, and the most conversions from bytes, that are kept. */
  private static final int WEIGHTS = 10_000;

  /**
   * Converts bytes to numbers: those of a picture, which keep their values, and those of weights.
   */
  private static final String OUT_OF_BYTES = "DequantizeLinear";

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, List<Float>> numbers = new HashMap<>();

  /** By output: there is one for every weight of an 8-bit network. */
  private final Map<String, Node> outOfBytes = new HashMap<>();

  /** Adds a node, in the graph's order. */
  void add(Node node) {
    if (node.kind().equals("Constant") && node.outputs().size() == 1) {
      remember(node.outputs().get(0), node.constant());
      for (String name : List.of("value_int", "value_ints")) {
        remember(node.outputs().get(0), node.whole(name).stream().map(Long::floatValue).toList());
      }
    } else if (node.kind().equals(OUT_OF_BYTES)) {
      if (outOfBytes.size() < WEIGHTS && !node.inputs().isEmpty()) {
        node.outputs().forEach(made -> outOfBytes.put(made, node));
      }
    } else if (nodes.size() < NODES) {
      nodes.add(node);
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

  /** In the graph's order, without constants and conversions from bytes. */
  List<Node> inOrder() {
    return nodes;
  }

  /** The bytes that this was converted from, or itself. */
  String source(String name) {
    Node node = outOfBytes.get(name);
    return node == null ? name : node.inputs().get(0);
  }

  /** The numbers with this name, if known: (byte - zero point) x scale if converted from bytes. */
  List<Float> known(String name) {
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

  /** The numbers of a node's input; none if it has no such input, or they are unknown. */
  List<Float> weight(Node node, int input) {
    return node.inputs().size() > input
        ? numbers.getOrDefault(node.inputs().get(input), List.of())
        : List.of();
  }

  /** One per channel, or one for all; 0 if there is none. */
  private static float at(List<Float> values, int i) {
    return values.isEmpty() ? 0 : values.get(Math.min(i, values.size() - 1));
  }
}
