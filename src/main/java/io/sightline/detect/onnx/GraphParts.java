package io.sightline.detect.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads nodes and weights, and collects the names of the files that a model wants to read its
 * weights from, wherever in the model they stand: weights of the graph, constants of its nodes,
 * graphs within them, functions. Field numbers are those of onnx.proto3.
 */
final class GraphParts {
  /** Of a weight with more numbers none is kept: one a channel, and a spare. */
  private static final int MOST_BYTES = 4 * Float.BYTES;

  /**
   * Where two weights are no farther from zero, a byte times the one and a byte times the other add
   * up to what 16 bits hold: 255 x 64 + 255 x 64.
   */
  private static final int NARROW = 64;

  /** Deeper than any network nests its branches and loops. */
  private static final int DEEPEST = 32;

  private final ProtoReader in;
  private final Set<String> locations = new LinkedHashSet<>();
  private boolean wide;
  private int depth;

  GraphParts(ProtoReader in) {
    this.in = in;
  }

  /** What has been found so far, each once. */
  Set<String> locations() {
    return locations;
  }

  /** Whether some weight of 8 bits so far lies beyond 64 or -64, or could not be looked at. */
  boolean areWide() {
    return wide;
  }

  /**
   * A weight.
   *
   * @param values its 32-bit floating point numbers where they are few; empty otherwise
   */
  record Weight(String name, List<Float> values) {}

  /**
   * A node.
   *
   * @param kind what it does, as ONNX calls it
   * @param inputs what it works on, by name
   * @param outputs what it makes, by name
   * @param constant the few numbers that it holds; empty where it holds none or many
   */
  record Node(String kind, List<String> inputs, List<String> outputs, List<Float> constant) {}

  private void entry(String key, String value) {
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
  Node node(long end) throws IOException {
    String kind = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Float> constant = new ArrayList<>();
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> inputs.add(in.text(end));
        case 2 -> outputs.add(in.text(end));
        case 4 -> kind = in.text(end);
        case 5 -> attribute(in.open(end), constant);
        default -> in.skip(end);
      }
    }
    return new Node(kind, inputs, outputs, constant);
  }

  private void attribute(long end, List<Float> constant) throws IOException {
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 5, 10 -> constant.addAll(tensor(in.open(end)).values());
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

  /** Reads a TensorProto. */
  Weight tensor(long end) throws IOException {
    String name = "";
    long type = 0;
    byte[] numbers = {};
    boolean narrow = false;
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 2 -> type = in.wireType() == ProtoReader.VARINT ? in.varint() : 0;
        case 4, 9 -> { // 4: packed
          if (type == OnnxHeader.INT8) {
            narrow = in.farthest(end) <= NARROW;
          } else {
            numbers = in.bytes(end, MOST_BYTES);
          }
        }
        case 5 -> { // numbers of fewer than 32 bits may also be written one by one
          if (type == OnnxHeader.INT8) {
            narrow = areNarrowNumbers(end);
          } else {
            in.skip(end);
          }
        }
        case 8 -> name = in.text(end);
        case 13 -> {
          String[] entry = in.keyAndValue(in.open(end));
          entry(entry[0], entry[1]);
        }
        default -> in.skip(end);
      }
    }
    wide |= type == OnnxHeader.INT8 && !narrow;
    List<Float> values = new ArrayList<>();
    if (type == OnnxHeader.FLOAT32) {
      ByteBuffer buffer = ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
      while (buffer.remaining() >= Float.BYTES) {
        values.add(buffer.getFloat());
      }
    }
    return new Weight(name, values);
  }

  /** Whether packed whole numbers are all narrow; not where they are not packed. */
  private boolean areNarrowNumbers(long end) throws IOException {
    if (in.wireType() != ProtoReader.BYTES) {
      in.skip(end);
      return false;
    }
    long stop = in.open(end);
    boolean narrow = true;
    while (in.position() < stop) {
      long number = in.varint();
      narrow &= number >= -NARROW && number <= NARROW;
    }
    return narrow;
  }
}
