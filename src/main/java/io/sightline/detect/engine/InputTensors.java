package io.sightline.detect.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The input tensors of a session: pictures, and their size if the network asks for it. There is
 * room for as many as the network takes at once, or for the requested number if it takes any. Owns
 * its native memory.
 */
final class InputTensors implements AutoCloseable {
  private final List<ByteBuffer> pictures;

  /** The inputs of a run of all the pictures. */
  private final Map<String, OnnxTensor> all = new HashMap<>();

  /** The inputs of a run of the first picture; empty if the network takes no fewer than all. */
  private final Map<String, OnnxTensor> first = new HashMap<>();

  private InputTensors(List<ByteBuffer> pictures) {
    this.pictures = pictures;
  }

  /**
   * Allocates the memory for a session.
   *
   * @param most the number of pictures per run for a network that takes any number
   * @throws DetectException if it is too large or cannot be created
   */
  static InputTensors of(OrtSession session, ModelInput input, Path file, int most) {
    InputTensors shown = null;
    try {
      for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
        long[] declared = ((TensorInfo) entry.getValue().getInfo()).getShape();
        if (declared.length == 4) {
          long count = declared[0] < 1 ? most : declared[0];
          requireRoom(input, count, file);
          ByteBuffer memory = memory(input, count);
          shown = new InputTensors(pictures(memory, input, count));
          shown.feedPictures(entry.getKey(), memory, input, declared[0] < 1);
        }
      }
      if (shown == null) {
        throw new DetectException("The model " + file + " asks for no picture");
      }
      for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
        TensorInfo info = (TensorInfo) entry.getValue().getInfo();
        if (info.getShape().length != 4) {
          shown.all.put(entry.getKey(), size(info, input, shown.count()));
          if (!shown.first.isEmpty()) {
            shown.first.put(entry.getKey(), size(info, input, 1));
          }
        }
      }
      return shown;
    } catch (OrtException | RuntimeException e) {
      if (shown != null) {
        shown.close();
      }
      throw e instanceof OrtException failed
          ? OnnxRuntime.cannotRun(file, failed)
          : (RuntimeException) e;
    }
  }

  private static void requireRoom(ModelInput input, long pictures, Path file) {
    long room = Shapes.MOST_NUMBERS / input.numbers();
    if (pictures > 1 && pictures > room) {
      throw new DetectException(
          "The model %s takes %d pictures of %dx%d in one run, more than there is room for: export it for %d or fewer"
              .formatted(file, pictures, input.width(), input.height(), Math.max(1, room)));
    }
  }

  private static ByteBuffer memory(ModelInput input, long pictures) {
    return OutputTensor.memory((long) Shapes.count(shape(input, pictures)) * input.type().bytes());
  }

  private static List<ByteBuffer> pictures(ByteBuffer memory, ModelInput input, long count) {
    int bytes = input.numbers() * input.type().bytes();
    return IntStream.range(0, (int) count)
        .mapToObj(i -> memory.slice(i * bytes, bytes).order(ByteOrder.nativeOrder()))
        .toList();
  }

  /**
   * @param anyNumber whether the network also takes fewer pictures than there is room for
   */
  private void feedPictures(String name, ByteBuffer memory, ModelInput input, boolean anyNumber)
      throws OrtException {
    all.put(name, tensor(memory, shape(input, count()), input));
    if (anyNumber && count() > 1) {
      first.put(name, tensor(pictures.get(0), shape(input, 1), input));
    }
  }

  private static List<Long> shape(ModelInput input, long pictures) {
    long height = input.height();
    long width = input.width();
    return switch (input.order()) {
      case PLANES -> List.of(pictures, 3L, height, width);
      case PIXELS -> List.of(pictures, height, width, 3L);
    };
  }

  private static OnnxTensor tensor(ByteBuffer memory, List<Long> shape, ModelInput input)
      throws OrtException {
    return OnnxTensor.createTensor(
        OnnxRuntime.environment(), memory, Shapes.sizes(shape), type(input.type()));
  }

  /** Creates a tensor of the input's width and height, so that boxes come in its pixels. */
  private static OnnxTensor size(TensorInfo info, ModelInput input, long pictures)
      throws OrtException {
    boolean nested = info.getShape().length == 2;
    long[] shape = nested ? new long[] {pictures, 2} : new long[] {2};
    ByteBuffer numbers = OutputTensor.memory(2 * pictures * Long.BYTES);
    for (long i = 0; i < (nested ? pictures : 1); i++) {
      for (int size : new int[] {input.width(), input.height()}) {
        switch (info.type) {
          case INT64 -> numbers.putLong(size);
          case INT32 -> numbers.putInt(size);
          default -> numbers.putFloat(size);
        }
      }
    }
    numbers.flip();
    OnnxJavaType type = info.type;
    return OnnxTensor.createTensor(OnnxRuntime.environment(), numbers, shape, type);
  }

  private static OnnxJavaType type(ModelInput.Type type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case UINT8 -> OnnxJavaType.UINT8;
    };
  }

  /** Returns the native memory for the numbers of one picture. */
  ByteBuffer picture(int place) {
    return pictures.get(place);
  }

  /** Returns how much memory all the pictures take, bytes. */
  long bytes() {
    return (long) count() * pictures.get(0).capacity();
  }

  /** Returns how many pictures there is room for. */
  int count() {
    return pictures.size();
  }

  /** Returns whether a run may have one picture as well as all: the network takes any number. */
  boolean isOpen() {
    return !first.isEmpty();
  }

  /** Returns the inputs of a run by the graph's names, for one picture or all there are. */
  Map<String, OnnxTensor> feed(int shown) {
    return isOpen() && shown == 1 ? first : all;
  }

  @Override
  public void close() {
    all.values().forEach(OnnxTensor::close);
    first.values().forEach(OnnxTensor::close);
  }
}
