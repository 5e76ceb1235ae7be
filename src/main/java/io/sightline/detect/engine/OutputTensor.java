package io.sightline.detect.engine;

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
 * An output of a network, read as 32-bit floating point whatever its type. ONNX Runtime writes an
 * output of fixed size straight into this tensor's memory; if the number of boxes varies from
 * picture to picture, its answer is copied. Owns its native memory. Not thread-safe.
 */
final class OutputTensor implements AutoCloseable {
  private final String name;
  private final List<Long> shape;
  private final OnnxJavaType type;

  /** The memory that ONNX Runtime writes to, for all pictures; empty if the size varies. */
  private final Optional<OnnxTensor> all;

  /** The first picture's part of that memory, if a run may consist of it alone. */
  private final Optional<OnnxTensor> first;

  private final ByteBuffer raw;
  private final FloatBuffer numbers;

  /**
   * One slice of {@link #numbers} per picture; a single one if the answer is not split by picture.
   */
  private final List<FloatBuffer> each;

  /** Number of pictures in the batch whose boxes a variable-size answer contains. */
  private final int counted;

  private final float[] halves;

  private OutputTensor(
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
   * Creates a tensor for an output of fixed size.
   *
   * @param shape of the whole batch, outermost first, every size known
   * @param shown the batch that the output may have as its first dimension
   * @throws DetectException if its type cannot be read or it is too large
   */
  static OutputTensor fixed(String name, List<Long> shape, OnnxJavaType type, InputTensors shown)
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
      return new OutputTensor(name, ofOne, type, Optional.of(all), first, raw, numbers, each, 1);
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
   * Creates a tensor for an output whose number of boxes varies.
   *
   * @param shape of one picture, outermost first, -1 for a size that varies
   * @param pictures in an answer, all with equally many boxes; only the first's are read
   */
  static OutputTensor varying(String name, List<Long> shape, OnnxJavaType type, int pictures) {
    int room =
        Shapes.count(shape.stream().map(size -> size < 0 ? Shapes.VARYING_BOXES : size).toList());
    ByteBuffer raw = memory((long) room * bytes(name, type) * pictures);
    FloatBuffer numbers = FloatBuffer.allocate(room);
    Optional<OnnxTensor> none = Optional.empty();
    return new OutputTensor(
        name, shape, type, none, none, raw, numbers, List.of(numbers), pictures);
  }

  /**
   * Copies the numbers of an answer, whatever their type.
   *
   * @throws DetectException if its type cannot be read or it is too large
   */
  static FloatBuffer copy(String name, OnnxTensor answer) {
    TensorInfo info = answer.getInfo();
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    try (OutputTensor copy = varying(name, shape, info.type, 1)) {
      copy.read(answer);
      return copy.numbers;
    }
  }

  /**
   * Allocates native memory in this machine's byte order; freed once unreachable.
   *
   * @throws DetectException if there is too little
   */
  static ByteBuffer memory(long bytes) {
    try {
      return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw new DetectException(
          "There is no room for %d MB more of a network's pictures and answers; end other lines, or export it for fewer pictures in one run"
              .formatted(bytes >> 20),
          e);
    }
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

  /** Returns how much memory it takes outside the heap, bytes. */
  long bytes() {
    return raw.capacity();
  }

  /** Returns the shape for one picture, outermost first; -1 for a size that varies. */
  List<Long> shape() {
    return shape;
  }

  /** Returns whether the number of boxes varies, so that answers are copied. */
  boolean varies() {
    return all.isEmpty();
  }

  /** Returns the tensor that ONNX Runtime writes to in a run of {@code shown} pictures. */
  OnnxTensor pinned(int shown) {
    return (shown == 1 ? first.or(() -> all) : all).orElseThrow();
  }

  /** Returns each picture's numbers from the last read, from position 0 to the limit. */
  List<FloatBuffer> each() {
    return each;
  }

  /** Converts what ONNX Runtime wrote to the pinned memory in a run of {@code shown} pictures. */
  void read(int shown) {
    if (type != OnnxJavaType.FLOAT) {
      convert(Math.min(shown, each.size()) * each.get(0).limit());
    }
  }

  /**
   * Copies the first picture's part of a variable-size answer.
   *
   * @throws DetectException if it does not fit
   */
  void read(OnnxTensor answer) {
    long count = answer.getInfo().getNumElements() / counted;
    if (count > numbers.capacity()) {
      throw new DetectException(
          "The network answered %d boxes as \"%s\", more than the %d there is room for; set a limit of boxes when it is exported"
              .formatted(
                  count / (numbers.capacity() / Shapes.VARYING_BOXES), name, Shapes.VARYING_BOXES));
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
