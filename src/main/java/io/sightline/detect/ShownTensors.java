package io.sightline.detect;

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

/**
 * What a session is shown: the picture, and its size where the network asks for it. A network that
 * takes several pictures at once is shown one; the others stay black. Owns its native memory.
 */
final class ShownTensors implements AutoCloseable {
  private final ByteBuffer picture;
  private final long pictures;
  private final Map<String, OnnxTensor> feed = new HashMap<>();

  private ShownTensors(ByteBuffer picture, long pictures) {
    this.picture = picture;
    this.pictures = pictures;
  }

  /**
   * Makes the memory for a session.
   *
   * @throws DetectException when it is too large or cannot be made
   */
  static ShownTensors of(OrtSession session, ModelInput input, Path file) {
    ShownTensors shown = null;
    try {
      for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
        long[] declared = ((TensorInfo) entry.getValue().getInfo()).getShape();
        if (declared.length == 4) {
          shown = ofPicture(entry.getKey(), input, Math.max(1, declared[0]));
        }
      }
      if (shown == null) {
        throw new DetectException("The model " + file + " asks for no picture");
      }
      for (Map.Entry<String, NodeInfo> entry : session.getInputInfo().entrySet()) {
        TensorInfo info = (TensorInfo) entry.getValue().getInfo();
        if (info.getShape().length != 4) {
          shown.feed.put(entry.getKey(), size(info, input, shown.pictures));
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

  private static ShownTensors ofPicture(String name, ModelInput input, long pictures)
      throws OrtException {
    long height = input.height();
    long width = input.width();
    List<Long> shape =
        switch (input.order()) {
          case PLANES -> List.of(pictures, 3L, height, width);
          case PIXELS -> List.of(pictures, height, width, 3L);
        };
    ByteBuffer all = AnswerTensor.memory((long) Shapes.count(shape) * input.type().bytes());
    ByteBuffer first = all.slice(0, input.numbers() * input.type().bytes());
    ShownTensors shown = new ShownTensors(first.order(ByteOrder.nativeOrder()), pictures);
    shown.feed.put(
        name,
        OnnxTensor.createTensor(
            OnnxRuntime.environment(), all, Shapes.sizes(shape), type(input.type())));
    return shown;
  }

  /** Width and height of the input, so that boxes come in its pixels. */
  private static OnnxTensor size(TensorInfo info, ModelInput input, long pictures)
      throws OrtException {
    boolean nested = info.getShape().length == 2;
    long[] shape = nested ? new long[] {pictures, 2} : new long[] {2};
    ByteBuffer numbers = AnswerTensor.memory(2 * pictures * Long.BYTES);
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

  /** What the picture is written to: the numbers of one, in native memory. */
  ByteBuffer picture() {
    return picture;
  }

  /** How many pictures the network takes at once. */
  long pictures() {
    return pictures;
  }

  /** What every run is given, by the graph's names. */
  Map<String, OnnxTensor> feed() {
    return feed;
  }

  @Override
  public void close() {
    feed.values().forEach(OnnxTensor::close);
  }
}
