package io.sightline.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory one session reads its picture from and writes its answer to, made once: ONNX Runtime
 * works on it in place. Outputs that nobody reads are not computed. Owns its native memory; the
 * session outlives it. One thread at a time.
 */
final class Tensors implements AutoCloseable {
  /** The largest tensor that is taken: far beyond any detector's. */
  private static final long MOST_NUMBERS = 64L << 20;

  private final OrtSession session;
  private final ShownTensors shown;
  private final List<AnswerTensor> outputs = new ArrayList<>();
  private final Map<String, OnnxTensor> pinned = new HashMap<>();
  private final Set<String> varying = new HashSet<>();
  private final List<FloatBuffer> answer;

  private Tensors(OrtSession session, ShownTensors shown, List<AnswerTensor> outputs) {
    this.session = session;
    this.shown = shown;
    this.outputs.addAll(outputs);
    for (AnswerTensor output : outputs) {
      output
          .pinned()
          .ifPresentOrElse(
              tensor -> pinned.put(output.name(), tensor), () -> varying.add(output.name()));
    }
    answer = outputs.stream().map(AnswerTensor::numbers).toList();
  }

  /**
   * Makes the memory for a session. Where the graph leaves the size of an output open that cannot
   * vary, the network runs once to learn it.
   *
   * @throws DetectException when an output is missing or cannot be read, or the network cannot run
   */
  static Tensors of(OrtSession session, ModelBundle bundle) {
    ShownTensors shown = ShownTensors.of(session, bundle.input(), bundle.file());
    List<AnswerTensor> outputs = new ArrayList<>();
    try {
      boolean batched = false;
      for (String name : bundle.layout().outputs()) {
        TensorInfo info = info(session, name, bundle.file());
        // Boxes come first: where they lie in a batch, all outputs do.
        batched = outputs.isEmpty() ? info.getShape().length == 3 : batched;
        boolean mayVary = bundle.layout().mayVary();
        outputs.add(output(session, shown, name, info, mayVary, batched));
      }
      return new Tensors(session, shown, outputs);
    } catch (OrtException | RuntimeException e) {
      outputs.forEach(AnswerTensor::close);
      shown.close();
      throw e instanceof OrtException failed
          ? cannotRun(bundle.file(), failed)
          : (RuntimeException) e;
    }
  }

  private static TensorInfo info(OrtSession session, String name, Path file) throws OrtException {
    NodeInfo node = session.getOutputInfo().get(name);
    if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
      throw new DetectException("The model " + file + " has no output \"" + name + "\" of numbers");
    }
    return info;
  }

  private static AnswerTensor output(
      OrtSession session,
      ShownTensors shown,
      String name,
      TensorInfo info,
      boolean mayVary,
      boolean batched)
      throws OrtException {
    List<Long> declared = Arrays.stream(info.getShape()).boxed().toList();
    boolean open = declared.stream().anyMatch(size -> size < 0);
    if (open && mayVary) {
      List<Long> known = new ArrayList<>(batched ? ofOnePicture(declared) : declared);
      int last = known.size() - 1;
      // A box has as many numbers in every picture, even where the graph leaves that open too.
      if (last == (batched ? 2 : 1) && known.get(last) < 0) {
        known.set(last, observed(session, shown, name).get(last));
      }
      return AnswerTensor.varying(name, known, info.type);
    }
    List<Long> shape = open ? observed(session, shown, name) : declared;
    return AnswerTensor.fixed(name, shape, info.type, shown.pictures());
  }

  private static List<Long> observed(OrtSession session, ShownTensors shown, String name)
      throws OrtException {
    try (OrtSession.Result result = session.run(shown.feed(), Set.of(name))) {
      TensorInfo info = (TensorInfo) result.get(0).getInfo();
      return Arrays.stream(info.getShape()).boxed().toList();
    }
  }

  /** What the picture is written to: the numbers of one, in native memory. */
  ByteBuffer picture() {
    return shown.picture();
  }

  /** The shapes of the outputs for one picture, in the order they are read. */
  List<List<Long>> shapes() {
    return outputs.stream().map(AnswerTensor::shape).toList();
  }

  /** What the network answered last, in the order it is read; the same buffers every time. */
  List<FloatBuffer> answer() {
    return answer;
  }

  /**
   * Runs the network on what is in the picture's memory; {@link #answer()} is its answer then.
   *
   * @throws DetectException when the answer is larger than there is room for
   */
  void run() throws OrtException {
    try (OrtSession.Result result = session.run(shown.feed(), varying, pinned)) {
      for (AnswerTensor output : outputs) {
        if (output.pinned().isPresent()) {
          output.read();
        } else {
          OnnxValue value = result.get(output.name()).orElseThrow();
          output.read((OnnxTensor) value);
        }
      }
    }
  }

  static DetectException cannotRun(Path file, OrtException e) {
    return new DetectException("The model " + file + " cannot run: " + OnnxRuntime.reason(e), e);
  }

  /** The same shape for one picture. */
  static List<Long> ofOnePicture(List<Long> shape) {
    List<Long> one = new ArrayList<>(shape);
    one.set(0, 1L);
    return List.copyOf(one);
  }

  /**
   * How many numbers a shape has.
   *
   * @throws DetectException when a size is not known or there are too many
   */
  static int count(List<Long> shape) {
    long count = 1;
    for (long size : shape) {
      count = size < 0 || size > MOST_NUMBERS ? Long.MAX_VALUE : count * size;
      if (count > MOST_NUMBERS) {
        throw new DetectException("The network works on too large a tensor " + shape);
      }
    }
    return (int) count;
  }

  static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  static long[] sizes(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  static OnnxJavaType type(ModelInput.Type type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case UINT8 -> OnnxJavaType.UINT8;
    };
  }

  @Override
  public void close() {
    outputs.forEach(AnswerTensor::close);
    shown.close();
  }
}
