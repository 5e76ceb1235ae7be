package io.sightline.detect.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The description of a network in its ONNX file, read without loading the weights.
 *
 * @param inputs the inputs, without weights
 * @param outputs the outputs
 * @param metadata the file's metadata entries
 * @param externalFiles names of external weight files in the model
 * @param ofBytes whether the network itself scales pixel values of 0 to 255
 * @param exchanging whether it exchanges red and blue before its first layer
 * @param wide whether it has 8-bit weights beyond 64 or -64, or some that were not checked
 * @param inBytes whether it computes in 8-bit integers where it can (quantising nodes)
 * @param ofTensorRt its node for suppression, if only TensorRT has that; otherwise empty
 * @param bytes of the file and its external weight files
 * @param sha256 of the file and its external weight files, 64 hexadecimal digits
 */
public record OnnxHeader(
    List<Tensor> inputs,
    List<Tensor> outputs,
    Map<String, String> metadata,
    List<String> externalFiles,
    boolean ofBytes,
    boolean exchanging,
    boolean wide,
    boolean inBytes,
    String ofTensorRt,
    long bytes,
    String sha256) {
  /** ONNX's number for 32-bit floating point. */
  public static final int FLOAT32 = 1;

  /** ONNX's number for bytes. */
  static final int UINT8 = 2;

  /** ONNX's number for signed bytes. */
  static final int INT8 = 3;

  /** ONNX's number for 32-bit integers. */
  static final int INT32 = 6;

  /** ONNX's number for 64-bit integers. */
  static final int INT64 = 7;

  /** ONNX's number for 16-bit floating point. */
  public static final int FLOAT16 = 10;

  private static final int INT16 = 5;
  private static final int BOOL = 9;
  private static final int DOUBLE = 11;

  /** ONNX's names of the element types, by their numbers. */
  private static final List<String> TYPES =
      List.of(
          "undefined",
          "float",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "double",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16");

  /** Types that are read as numbers: no texts, no complex numbers, none newer than the others. */
  private static final Set<Integer> READ =
      Set.of(FLOAT32, UINT8, INT8, INT16, INT32, INT64, BOOL, FLOAT16, DOUBLE);

  public OnnxHeader {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
    externalFiles = List.copyOf(externalFiles);
  }

  /** The precision as in a bundle: "int8", or empty if unknown. */
  public String precision() {
    return inBytes ? "int8" : "";
  }

  /** A copy for a model with external weight files. */
  OnnxHeader ofAll(long bytesOfAll, String sha256OfAll) {
    return new OnnxHeader(
        inputs,
        outputs,
        metadata,
        externalFiles,
        ofBytes,
        exchanging,
        wide,
        inBytes,
        ofTensorRt,
        bytesOfAll,
        sha256OfAll);
  }

  /**
   * One input or output.
   *
   * @param name in the graph
   * @param type ONNX's number of the element type
   * @param shape outermost first; -1 for a dynamic size; in inputs, others below 1 as declared
   */
  public record Tensor(String name, int type, List<Long> shape) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Whether no size is dynamic. */
    public boolean isFixed() {
      return !shape.isEmpty() && shape.stream().allMatch(size -> size > 0);
    }

    /** Whether a size is declared that no tensor to be filled can have. */
    boolean hasImpossibleSize() {
      return shape.stream().anyMatch(size -> size == 0 || size < -1);
    }

    /** A copy in which such sizes are dynamic. */
    Tensor withoutImpossibleSizes() {
      return new Tensor(name, type, shape.stream().map(size -> size > 0 ? size : -1).toList());
    }

    /** Whether its numbers can be read; also true if the file does not specify its type. */
    public boolean isOfNumbers() {
      return type == 0 || READ.contains(type);
    }

    /** ONNX's name of the element type; only its number if it is newer than the others. */
    String typeText() {
      return type >= 0 && type < TYPES.size() ? TYPES.get(type) : "number " + type;
    }

    /** Whether one of these words in lower case is in its name, in whatever case. */
    public boolean isNamed(String... words) {
      return Stream.of(words).anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    }

    /** The innermost size: -1 if dynamic, 1 of a single number. */
    public long lastSize() {
      return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
    }

    /** As text: 1x10x3780, with ? for a dynamic size. */
    public String shapeText() {
      return shape.stream()
          .map(size -> size > 0 ? Long.toString(size) : "?")
          .reduce((a, b) -> a + "x" + b)
          .orElse("of no known shape");
    }
  }
}
