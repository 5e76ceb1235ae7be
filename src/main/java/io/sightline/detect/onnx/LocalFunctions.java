package io.sightline.detect.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions that a model defines itself. A runtime replaces each call by the function's nodes,
 * and the calls among these in turn: if forty functions call the one before twice, a file of a few
 * kilobytes comes to more nodes than any memory holds.
 */
final class LocalFunctions {
  /** More nodes than any detector has, and still few enough to be loaded within seconds. */
  private static final long MOST_NODES = 10_000;

  private static final long TOO_MANY = MOST_NODES + 1;

  /** Deeper than any exporter nests its calls; a function that calls itself never ends. */
  private static final int DEEPEST = 100;

  private final List<String> graph = new ArrayList<>();
  private final Map<String, List<String>> functions = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();

  /** The calls of whatever is being read. */
  private List<String> calls = graph;

  /** How a node names what it calls: one of these functions or, mostly, an operator of ONNX. */
  static String name(String domain, String kind, String overload) {
    return domain + ":" + kind + ":" + overload;
  }

  /** Adds a node to the graph or, between {@link #begin} and {@link #end}, to a function. */
  void call(String name) {
    calls.add(name);
  }

  void begin() {
    calls = new ArrayList<>();
  }

  /** Ends the function that was begun, and gives its name, which may follow its nodes. */
  void end(String name) {
    functions.put(name, calls);
    calls = graph;
  }

  int count() {
    return functions.size();
  }

  /** Whether the graph's calls come to more nodes than any detector has, or never end. */
  boolean areTooMany() {
    long nodes = 0;
    for (String call : graph) {
      nodes += functions.containsKey(call) ? size(call, 1) : 0;
      if (nodes > MOST_NODES) {
        return true;
      }
    }
    return false;
  }

  /** The number of nodes that a call comes to, itself included, but not above {@link #TOO_MANY}. */
  private long size(String call, int depth) {
    if (!functions.containsKey(call)) {
      return 1;
    }
    if (sizes.containsKey(call)) {
      return sizes.get(call);
    }
    long size = depth > DEEPEST ? TOO_MANY : 1;
    for (String inner : functions.get(call)) {
      if (size >= TOO_MANY) {
        break; // otherwise, functions in a circle would be followed for ever
      }
      size += size(inner, depth + 1);
    }
    sizes.put(call, Math.min(size, TOO_MANY));
    return Math.min(size, TOO_MANY);
  }
}
