package io.sightline.detect.onnx;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Collects the names of the files that a model wants to read its weights from, wherever in the
 * model they stand: weights of the graph, constants of its nodes, graphs within them, functions.
 * Field numbers are those of onnx.proto3.
 */
final class ExternalWeights {
  /** Deeper than any network nests its branches and loops. */
  private static final int DEEPEST = 32;

  private final ProtoReader in;
  private final Set<String> locations = new LinkedHashSet<>();
  private int depth;

  ExternalWeights(ProtoReader in) {
    this.in = in;
  }

  /** What has been found so far, each once. */
  Set<String> locations() {
    return locations;
  }

  /** Notes an entry of a tensor's external_data: its key and value. */
  void entry(String key, String value) {
    if (key.equals("location")) {
      locations.add(value);
    }
  }

  /** Reads a FunctionProto. */
  void function(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 7) {
        node(in.open(end));
      } else {
        in.skip(end);
      }
    }
  }

  /** Reads a NodeProto. */
  void node(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 5) {
        attribute(in.open(end));
      } else {
        in.skip(end);
      }
    }
  }

  private void attribute(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 5, 10 -> tensor(in.open(end));
        case 6, 11 -> graph(in.open(end));
        case 22, 23 -> sparseTensor(in.open(end));
        default -> in.skip(end);
      }
    }
  }

  private void graph(long end) throws IOException {
    if (++depth > DEEPEST) {
      throw new ProtoReader.Malformed("graphs nested deeper than " + DEEPEST);
    }
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> node(in.open(end));
        case 5 -> tensor(in.open(end));
        case 15 -> sparseTensor(in.open(end));
        default -> in.skip(end);
      }
    }
    depth--;
  }

  /** Reads a SparseTensorProto. */
  void sparseTensor(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 1 || field == 2) {
        tensor(in.open(end));
      } else {
        in.skip(end);
      }
    }
  }

  private void tensor(long end) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      if (field == 13) {
        String[] entry = in.keyAndValue(in.open(end));
        entry(entry[0], entry[1]);
      } else {
        in.skip(end);
      }
    }
  }
}
