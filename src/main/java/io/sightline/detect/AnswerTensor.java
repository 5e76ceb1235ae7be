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

  /** The memory that ONNX Runtime writes to, as all pictures'; none where the size varies. */
  private final Optional<OnnxTensor> all;

  /** The same memory as the first picture's, where a run may be shown that alone. */
  private final Optional<OnnxTensor> first;

  private final ByteBuffer raw;
  private final FloatBuffer numbers;

  /** Of each picture, in the same memory; one where the answers are not told apart. */
  private final List<FloatBuffer> each;

  /** Of so many pictures, an answer of varying size holds the boxes. */
  private final int counted;

  private final float[] halves;

  private AnswerTensor(
      String name,
      List<Long> shape,
      OnnxJavaType type,
      Optional<OnnxTensor> all,
      Optional<OnnxTensor> first,
      ByteBuffer raw,
      FloatBuffer numbers,
      List<FloatBuffer> each,
      int counted) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.type = type;
    this.all = all;
    this.first = first;
    this.raw = raw;
    this.numbers = numbers;
    this.each = each;
    this.counted = counted;
    halves = type == OnnxJavaType.FLOAT16 ? HalfFloats.table() : new float[0];
  }

  /**
   * An output of a fixed size.
   *
   * @param shape outermost first, every size known, for as many pictures as are shown at once
   * @param shown so many are in it, where it says so
   * @throws DetectException when its type cannot be read or it is too large
   */
  static AnswerTensor fixed(String name, List<Long> shape, OnnxJavaType type, ShownTensors shown)
      throws OrtException {
    int count = Shapes.count(shape);
    ByteBuffer raw = memory((long) count * bytes(name, type));
    List<Long> ofOne = Shapes.ofOnePicture(shape, shown.count());
    int size = Shapes.count(ofOne);
    FloatBuffer numbers =
        type == OnnxJavaType.FLOAT
            ? raw.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer()
            : FloatBuffer.allocate(count);
    List<FloatBuffer> each = Shapes.each(numbers, size);
    OnnxTensor all = tensor(raw, shape, type);
    try {
      Optional<OnnxTensor> first =
          shown.isOpen()
              ? Optional.of(tensor(raw.slice(0, size * bytes(name, type)), ofOne, type))
              : Optional.empty();
      return new AnswerTensor(name, ofOne, type, Optional.of(all), first, raw, numbers, each, 1);
    } catch (OrtException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static OnnxTensor tensor(ByteBuffer memory, List<Long> shape, OnnxJavaType type)
      throws OrtException {
    ByteBuffer own = memory.order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(OnnxRuntime.environment(), own, Shapes.sizes(shape), type);
  }

  /**
   * An output whose number of boxes varies.
   *
   * @param shape of one picture, outermost first, -1 where a size varies
   * @param pictures so many have as many boxes each in an answer, of which the first's are read
   */
  static AnswerTensor varying(String name, List<Long> shape, OnnxJavaType type, int pictures) {
    int room =
        Shapes.count(shape.stream().map(size -> size < 0 ? Shapes.VARYING_BOXES : size).toList());
    ByteBuffer raw = memory((long) room * bytes(name, type) * pictures);
    FloatBuffer numbers = FloatBuffer.allocate(room);
    Optional<OnnxTensor> none = Optional.empty();
    return new AnswerTensor(
        name, shape, type, none, none, raw, numbers, List.of(numbers), pictures);
  }

  /**
   * The numbers of an answer, copied, whatever their type.
   *
   * @throws DetectException when its type cannot be read or it is too large
   */
  static FloatBuffer copy(String name, OnnxTensor answer) {
    TensorInfo info = answer.getInfo();
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    try (AnswerTensor copy = varying(name, shape, info.type, 1)) {
      copy.read(answer);
      return copy.numbers;
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

  /** Whether the number of boxes varies: its answers are copied. */
  boolean varies() {
    return all.isEmpty();
  }

  /** The memory that ONNX Runtime writes the answers to so many pictures to. */
  OnnxTensor pinned(int shown) {
    return (shown == 1 ? first.or(() -> all) : all).orElseThrow();
  }

  /** Each picture's numbers, from position 0 to the limit: those of the last read. */
  List<FloatBuffer> each() {
    return each;
  }

  /** Makes numbers of what ONNX Runtime wrote into the pinned memory for so many pictures. */
  void read(int shown) {
    if (type != OnnxJavaType.FLOAT) {
      convert(Math.min(shown, each.size()) * each.get(0).limit());
    }
  }

  /**
   * Copies an answer of varying size: the first picture's part of it.
   *
   * @throws DetectException when it is larger than there is room for
   */
  void read(OnnxTensor answer) {
    long count = answer.getInfo().getNumElements() / counted;
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
    all.ifPresent(OnnxTensor::close);
    first.ifPresent(OnnxTensor::close);
  }
}
