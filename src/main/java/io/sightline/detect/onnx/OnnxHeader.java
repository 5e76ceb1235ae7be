package io.sightline.detect.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ONNX file says of itself, read without loading its weights.
 *
 * @param inputs what the network asks for, weights left out
 * @param outputs what it answers
 * @param metadata the free text entries of the file
 * @param externalFiles files beside it that hold weights, as the model names them
 * @param ofBytes whether the network itself makes small numbers of its picture's 0 to 255
 * @param exchanging whether it exchanges red and blue of its picture before its first layer
 * @param wide whether it has 8-bit weights beyond 64 or -64, or such that were not looked at
 * @param inBytes whether it works in integers of 8 bits where it can (nodes that quantise)
 * @param ofTensorRt the node it suppresses overlaps with, where only TensorRT has that; else empty
 * @param bytes of the whole file, and of its files of weights where it has some
 * @param sha256 of the whole file, and of its files of weights where it has some, 64 hexadecimal
 *     digits
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

  /** What is read as numbers: no texts, no complex numbers, none that are newer than the rest. */
  private static final Set<Integer> READ =
      Set.of(FLOAT32, UINT8, INT8, INT16, INT32, INT64, BOOL, FLOAT16, DOUBLE);

  public OnnxHeader {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    metadata = Map.copyOf(metadata);
    externalFiles = List.copyOf(externalFiles);
  }

  /**
   * How its numbers are kept, as a bundle would say it: "int8", or empty where that is not known.
   */
  public String precision() {
    return inBytes ? "int8" : "";
  }

  /** The same of a model whose weights are in other files too. */
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
   * @param name how the graph calls it
   * @param type ONNX's number of the element type
   * @param shape outermost first; -1 where the file leaves a size open
   */
  public record Tensor(String name, int type, List<Long> shape) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Whether the file leaves no size open. */
    public boolean isFixed() {
      return !shape.isEmpty() && shape.stream().allMatch(size -> size > 0);
    }

    /** Whether it is of numbers that can be read; also where the file does not say its type. */
    public boolean isOfNumbers() {
      return type == 0 || READ.contains(type);
    }

    /** As one would write it: 1x10x3780, with ? where a size is open. */
    public String shapeText() {
      return shape.stream()
          .map(size -> size > 0 ? Long.toString(size) : "?")
          .reduce((a, b) -> a + "x" + b)
          .orElse("of no known shape");
    }
  }
}
