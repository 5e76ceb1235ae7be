package io.sightline.detect;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.sightline.detect.layout.Shapes;
import io.sightline.detect.onnx.DetectException;
import io.sightline.detect.onnx.HalfFloats;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One output that is read, as 32-bit floating point whatever its type. Where its size is fixed,
 * ONNX Runtime writes it into this tensor's own memory; where the number of boxes varies from
 * picture to picture, what ONNX Runtime answers is copied. Owns its native memory. One thread at a
 * time.
 */
final class AnswerTensor implements AutoCloseable {
  private final String name;
  private final List<Long> shape;
  private final OnnxJavaType type;
  private final Optional<OnnxTensor> pinned;
  private final ByteBuffer raw;
  private final FloatBuffer numbers;
  private final float[] halves;

  private AnswerTensor(
      String name,
      List<Long> shape,
      OnnxJavaType type,
      Optional<OnnxTensor> pinned,
      ByteBuffer raw,
      FloatBuffer numbers) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.type = type;
    this.pinned = pinned;
    this.raw = raw;
    this.numbers = numbers;
    halves = type == OnnxJavaType.FLOAT16 ? HalfFloats.table() : new float[0];
  }

  /**
   * An output of a fixed size.
   *
   * @param shape outermost first, every size known, for as many pictures as the network takes
   * @param pictures so many are in it, where it says so; the first is read
   * @throws DetectException when its type cannot be read or it is too large
   */
  static AnswerTensor fixed(String name, List<Long> shape, OnnxJavaType type, long pictures)
      throws OrtException {
    int count = Shapes.count(shape);
    ByteBuffer raw = memory((long) count * bytes(name, type));
    OnnxTensor tensor =
        OnnxTensor.createTensor(OnnxRuntime.environment(), raw, Shapes.sizes(shape), type);
    List<Long> ofOne = Shapes.ofOnePicture(shape, pictures);
    int numbers = Shapes.count(ofOne);
    FloatBuffer read =
        type == OnnxJavaType.FLOAT
            ? raw.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer()
            : FloatBuffer.allocate(numbers);
    return new AnswerTensor(name, ofOne, type, Optional.of(tensor), raw, read.limit(numbers));
  }

  /**
   * An output whose number of boxes varies.
   *
   * @param shape outermost first, -1 where a size varies
   */
  static AnswerTensor varying(String name, List<Long> shape, OnnxJavaType type) {
    int room =
        Shapes.count(shape.stream().map(size -> size < 0 ? Shapes.VARYING_BOXES : size).toList());
    ByteBuffer raw = memory((long) room * bytes(name, type));
    return new AnswerTensor(name, shape, type, Optional.empty(), raw, FloatBuffer.allocate(room));
  }

  /**
   * The numbers of an answer, copied, whatever their type.
   *
   * @throws DetectException when its type cannot be read or it is too large
   */
  static FloatBuffer copy(String name, OnnxTensor answer) {
    TensorInfo info = answer.getInfo();
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    try (AnswerTensor copy = varying(name, shape, info.type)) {
      copy.read(answer);
      return copy.numbers();
    }
  }

  /** Native memory for numbers as this machine writes them; freed when nobody refers to it. */
  static ByteBuffer memory(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }

  private static int bytes(String name, OnnxJavaType type) {
    return switch (type) {
      case FLOAT, INT32 -> 4;
      case DOUBLE, INT64 -> 8;
      case FLOAT16, INT16 -> 2;
      case INT8, UINT8, BOOL -> 1;
      default ->
          throw new DetectException(
              "The network answers \""
                  + name
                  + "\" in numbers of type "
                  + type
                  + ", which Sightline does not read; export it in 32-bit floating point");
    };
  }

  String name() {
    return name;
  }

  /** For one picture, outermost first; -1 where a size varies. */
  List<Long> shape() {
    return shape;
  }

  /** The memory that ONNX Runtime writes to, where the size is fixed. */
  Optional<OnnxTensor> pinned() {
    return pinned;
  }

  /** One picture's numbers, from position 0 to the limit: those of the last read. */
  FloatBuffer numbers() {
    return numbers;
  }

  /** Makes numbers of what ONNX Runtime wrote into the pinned memory. */
  void read() {
    if (type != OnnxJavaType.FLOAT) {
      convert(numbers.limit());
    }
  }

  /**
   * Copies an answer of varying size.
   *
   * @throws DetectException when it is larger than there is room for
   */
  void read(OnnxTensor answer) {
    long count = answer.getInfo().getNumElements();
    if (count > numbers.capacity()) {
      throw new DetectException(
          "The network answered "
              + count
              + " numbers as \""
              + name
              + "\", more than the "
              + numbers.capacity()
              + " there is room for; set a limit of boxes when it is exported");
    }
    raw.clear();
    if (count > 0) {
      raw.put(answer.getByteBuffer());
    }
    numbers.limit((int) count);
    convert((int) count);
  }

  private void convert(int count) {
    int size = bytes(name, type);
    for (int i = 0; i < count; i++) {
      int at = i * size;
      numbers.put(
          i,
          switch (type) {
            case FLOAT16 -> halves[raw.getShort(at) & 0xffff];
            case UINT8 -> raw.get(at) & 0xff;
            case INT8, BOOL -> raw.get(at);
            case INT16 -> raw.getShort(at);
            case INT32 -> raw.getInt(at);
            case INT64 -> raw.getLong(at);
            case DOUBLE -> (float) raw.getDouble(at);
            default -> raw.getFloat(at);
          });
    }
  }

  @Override
  public void close() {
    pinned.ifPresent(OnnxTensor::close);
  }
}
