package io.sightline.detect.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads nodes and weights, and collects the names of external weight files wherever they occur in
 * the model: weights of the graph, constants of its nodes, graphs within them, functions. Field
 * numbers are those of onnx.proto3.
 */
final class GraphParts {
  /** Weights with more numbers are not kept: one per channel, and one to spare. */
  private static final int MOST_NUMBERS = 4;

  private static final int MOST_BYTES = MOST_NUMBERS * Long.BYTES;

  /**
   * If two weights are no farther from zero than this, the sum of their products with two bytes
   * fits into 16 bits: 255 x 64 + 255 x 64.
   */
  private static final int NARROW = 64;

  /** Deeper than any network nests its branches and loops. */
  private static final int DEEPEST = 32;

  /** Names of TensorRT's own nodes for suppression. */
  private static final Pattern OF_TENSORRT = Pattern.compile("\\w{0,40}NMS\\w{0,40}_TRT");

  private final ProtoReader in;
  private final Set<String> locations = new LinkedHashSet<>();
  private final LocalFunctions functions = new LocalFunctions();
  private boolean wide;
  private boolean inBytes;
  private String ofTensorRt = "";
  private int depth;
  private int nodes;

  GraphParts(ProtoReader in) {
    this.in = in;
  }

  /** The names of weight files found so far, each once. */
  Set<String> locations() {
    return locations;
  }

  /** The functions found so far, and what the graph calls of them. */
  LocalFunctions functions() {
    return functions;
  }

  /** Whether some 8-bit weight so far is beyond 64 or -64, or could not be checked. */
  boolean areWide() {
    return wide;
  }

  /**
   * Whether some node so far converts intermediate results to bytes: the network computes in them.
   */
  boolean areInBytes() {
    return inBytes;
  }

  /** A suppression node found so far that only TensorRT has; empty if there is none. */
  String ofTensorRt() {
    return ofTensorRt;
  }

  /**
   * A weight.
   *
   * @param values its numbers if there are few, floating-point or integer; otherwise empty
   */
  record Weight(String name, List<Float> values) {}

  /**
   * A node.
   *
   * @param kind its ONNX operator
   * @param inputs by name
   * @param outputs by name
   * @param constant the few numbers it holds; empty if it holds none or many
   * @param whole its attributes that are a few integers, by ONNX's names
   */
  record Node(
      String kind,
      List<String> inputs,
      List<String> outputs,
      List<Float> constant,
      Map<String, List<Long>> whole) {
    /** The integers of this attribute; empty if there are none, or many. */
    List<Long> whole(String name) {
      return whole.getOrDefault(name, List.of());
    }
  }

  private void entry(String key, String value) throws IOException {
    if (key.equals("location")) {
      locations.add(value);
      in.check(locations.size(), ProtoReader.MOST_PARTS, "files of weights");
    }
  }

  /** Reads a FunctionProto. */
  void function(long end) throws IOException {
    String name = "";
    String domain = "";
    String overload = "";
    functions.begin();
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> name = in.text(end);
        case 7 -> node(in.open(end));
        case 10 -> domain = in.text(end);
        case 11 ->
            attribute(in.open(end), new ArrayList<>(), new HashMap<>()); // where a node gives none
        case 13 -> overload = in.text(end);
        default -> in.skip(end);
      }
    }
    functions.end(LocalFunctions.name(domain, name, overload));
    in.check(functions.count(), ProtoReader.MOST_PARTS, "functions");
  }

  /** Reads a NodeProto. */
  Node node(long end) throws IOException {
    in.check(++nodes, ProtoReader.MOST_PARTS, "nodes");
    String kind = "";
    String domain = "";
    String overload = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<Float> constant = new ArrayList<>();
    Map<String, List<Long>> whole = new HashMap<>();
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> inputs.add(in.text(end));
        case 2 -> outputs.add(in.text(end));
        case 4 -> kind = in.text(end);
        case 5 -> attribute(in.open(end), constant, whole);
        case 7 -> domain = in.text(end);
        case 8 -> overload = in.text(end);
        default -> in.skip(end);
      }
      int names = inputs.size() + outputs.size() + constant.size() + whole.size();
      in.check(names, ProtoReader.MOST_PARTS, "names of one node");
    }
    if (OF_TENSORRT.matcher(kind).matches()) {
      ofTensorRt = kind;
    }
    inBytes |= kind.equals("QuantizeLinear");
    functions.call(LocalFunctions.name(domain, kind, overload));
    return new Node(kind, inputs, outputs, constant, whole);
  }

  private void attribute(long end, List<Float> constant, Map<String, List<Long>> all)
      throws IOException {
    String name = "";
    List<Long> whole = new ArrayList<>();
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 1 -> name = in.text(end);
        case 3, 8 -> areNarrow(end, whole);
        case 2, 7 -> numbers(end, constant);
        case 5, 10 -> add(constant, tensor(in.open(end)).values());
        case 6, 11 -> graph(in.open(end));
        case 22, 23 -> sparseTensor(in.open(end));
        default -> in.skip(end);
      }
    }
    if (!whole.isEmpty() && whole.size() <= MOST_NUMBERS) {
      all.put(name, whole);
    }
  }

  /** Floating-point numbers, single or packed; kept only if there are few. */
  private void numbers(long end, List<Float> constant) throws IOException {
    if (in.wireType() != ProtoReader.FIXED32) {
      byte[] packed = in.bytes(end, MOST_NUMBERS * Float.BYTES);
      add(constant, WeightNumbers.of(OnnxHeader.FLOAT32, packed, List.of()));
      return;
    }
    add(constant, List.of(in.float32()));
  }

  /** A file may repeat a field any number of times. */
  private static <T> void add(List<T> few, List<T> more) {
    if (few.size() <= MOST_NUMBERS) {
      few.addAll(more);
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
    byte[] bytes = {};
    List<Long> whole = new ArrayList<>();
    boolean narrow = false;
    for (int field = in.nextField(end); field != 0; field = in.nextField(end)) {
      switch (field) {
        case 2 -> type = in.wireType() == ProtoReader.VARINT ? in.varint() : 0;
        case 4, 9 -> { // 4: packed
          if (type == OnnxHeader.INT8) {
            ProtoReader.SignedBytes signed = in.signedBytes(end, MOST_NUMBERS);
            narrow = signed.farthest() <= NARROW;
            add(whole, signed.few());
          } else {
            bytes = in.bytes(end, MOST_BYTES);
          }
        }
        case 5, 7 -> // numbers of fewer than 32 bits may also be written one by one
            narrow = areNarrow(end, whole);
        case 8 -> name = in.text(end);
        case 13 -> {
          String[] entry = in.keyAndValue(in.open(end));
          entry(entry[0], entry[1]);
        }
        default -> in.skip(end);
      }
    }
    wide |= type == OnnxHeader.INT8 && !narrow;
    List<Float> values = WeightNumbers.of((int) type, bytes, whole);
    return new Weight(name, values.size() > MOST_NUMBERS ? List.of() : values);
  }

  /**
   * Whether packed integers are all narrow; false if they are not packed.
   *
   * @param few receives them, packed or not, if there are few
   */
  private boolean areNarrow(long end, List<Long> few) throws IOException {
    if (in.wireType() == ProtoReader.VARINT) {
      add(few, List.of(in.varint()));
      return false;
    }
    if (in.wireType() != ProtoReader.BYTES) {
      in.skip(end);
      return false;
    }
    long stop = in.open(end);
    boolean narrow = true;
    while (in.position() < stop) {
      long number = in.varint();
      narrow &= number >= -NARROW && number <= NARROW;
      if (few.size() <= MOST_NUMBERS) {
        few.add(number);
      }
    }
    return narrow;
  }
}
