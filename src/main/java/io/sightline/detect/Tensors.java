package io.sightline.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The memory one session reads its picture from and writes its answer to, made once: ONNX Runtime
 * works on these buffers in place.
 *
 * @param inputName the graph's name of its input
 * @param inputShape 1 x 3 x height x width
 * @param input as many numbers, native memory
 * @param outputName the graph's name of the output that is read
 * @param outputShape outermost first, every size known
 * @param output as many numbers, native memory
 */
record Tensors(
    String inputName,
    List<Long> inputShape,
    FloatBuffer input,
    String outputName,
    List<Long> outputShape,
    FloatBuffer output) {

  /** The largest output that is taken: far beyond any detector's. */
  private static final long MOST_NUMBERS = 64L << 20;

  Tensors {
    inputShape = List.copyOf(inputShape);
    outputShape = List.copyOf(outputShape);
  }

  /**
   * Makes the buffers for a session. Where the graph leaves the output's shape open, the network
   * runs once on zeros to learn it.
   *
   * @throws DetectException when the output is not 32-bit floating point or the network cannot run
   */
  static Tensors of(OrtSession session, ModelBundle bundle) {
    try {
      String inputName = session.getInputNames().iterator().next();
      List<Long> inputShape =
          List.of(1L, 3L, (long) bundle.input().height(), (long) bundle.input().width());
      FloatBuffer input = direct(numbers(inputShape, bundle));
      Map.Entry<String, NodeInfo> first = session.getOutputInfo().entrySet().iterator().next();
      if (!(first.getValue().getInfo() instanceof TensorInfo info)
          || info.type != OnnxJavaType.FLOAT) {
        throw new DetectException(
            "The model " + bundle.file() + " does not answer in 32-bit floating point");
      }
      long[] declared = info.getShape();
      List<Long> shape =
          Arrays.stream(declared).allMatch(size -> size > 0)
              ? Arrays.stream(declared).boxed().toList()
              : observed(session, inputName, input, inputShape, first.getKey());
      return new Tensors(
          inputName, inputShape, input, first.getKey(), shape, direct(numbers(shape, bundle)));
    } catch (OrtException e) {
      throw new DetectException(
          "The model " + bundle.file() + " cannot run: " + OnnxRuntime.reason(e), e);
    }
  }

  private static List<Long> observed(
      OrtSession session, String inputName, FloatBuffer input, List<Long> shape, String outputName)
      throws OrtException {
    try (OnnxTensor zeros =
            OnnxTensor.createTensor(OnnxRuntime.environment(), input, sizes(shape));
        OrtSession.Result result = session.run(Map.of(inputName, zeros))) {
      TensorInfo info = (TensorInfo) result.get(outputName).orElseThrow().getInfo();
      return Arrays.stream(info.getShape()).boxed().toList();
    }
  }

  private static int numbers(List<Long> shape, ModelBundle bundle) {
    long count = 1;
    for (long size : shape) {
      count = size > MOST_NUMBERS ? Long.MAX_VALUE : count * size;
      if (count > MOST_NUMBERS) {
        throw new DetectException(
            "The model " + bundle.file() + " works on too large a tensor " + shape);
      }
    }
    return (int) count;
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  static long[] sizes(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
