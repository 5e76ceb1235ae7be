package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Shapes of tensors: their limits, one picture's of a batch's, and how many boxes they hold. */
public final class Shapes {
  /** The most boxes a network may return for one picture: far beyond any detector's. */
  static final int MOST_BOXES = 1 << 20;

  /**
   * Unless the file says otherwise, suppressed lists are not longer, and others not shorter but of
   * small pictures.
   */
  static final int MOST_CHOSEN = 1000;

  /** The capacity in boxes if their number varies from picture to picture. */
  public static final int VARYING_BOXES = 1 << 14;

  /** The largest tensor that is accepted: far beyond any detector's. */
  public static final long MOST_NUMBERS = 64L << 20;

  private Shapes() {}

  /**
   * The shape of one picture's output in a batch of this size; unchanged if it has no batch
   * dimension.
   */
  public static List<Long> ofOnePicture(List<Long> shape, long pictures) {
    boolean several = pictures > 1 && shape.size() > 1 && shape.get(0) == pictures;
    return several ? ofOnePicture(shape) : shape;
  }

  /** The shape for one picture. */
  public static List<Long> ofOnePicture(List<Long> shape) {
    List<Long> one = new ArrayList<>(shape);
    one.set(0, 1L);
    return List.copyOf(one);
  }

  /** Splits a batch's numbers into those of each picture. */
  public static List<FloatBuffer> each(FloatBuffer numbers, int ofOne) {
    return IntStream.range(0, numbers.capacity() / ofOne)
        .mapToObj(i -> numbers.slice(i * ofOne, ofOne))
        .toList();
  }

  /** Selects one picture of a batch from several outputs. */
  public static List<FloatBuffer> at(int place, List<List<FloatBuffer>> outputs) {
    return outputs.stream().map(output -> output.get(place)).toList();
  }

  /** Treats YOLOv4's boxes, 1 x N x 1 x 4, as 1 x N x 4. */
  public static List<Long> squeezed(List<Long> shape) {
    return shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 4
        ? List.of(shape.get(0), shape.get(1), shape.get(3))
        : shape;
  }

  /** Treats a list of one number a box, 1 x N x 1, as 1 x N. */
  static List<Long> ofList(List<Long> shape) {
    return shape.size() == 3 && shape.get(2) == 1 ? shape.subList(0, 2) : shape;
  }

  /** Whether two sizes may be the same; one below 1 is open. */
  static boolean agree(long a, long b) {
    return a == b || a < 1 || b < 1;
  }

  /**
   * The number of elements of a shape.
   *
   * @throws DetectException if a size is unknown or there are too many
   */
  public static int count(List<Long> shape) {
    long count = 1;
    for (long size : shape) {
      count = size < 0 || size > MOST_NUMBERS ? Long.MAX_VALUE : count * size;
      if (count > MOST_NUMBERS) {
        throw new DetectException("The network works on too large a tensor " + shape);
      }
    }
    return (int) count;
  }

  /** A shape as an array, as engines expect it. */
  public static long[] sizes(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** The size of a dimension that counts boxes; if it varies, the capacity. */
  static int boxes(List<Long> shape, int dimension, Layout.Kind kind) {
    long boxes = shape.get(dimension);
    if (boxes > MOST_BOXES || boxes == 0) {
      throw new DetectException(
          "The network answers "
              + boxes
              + " boxes a picture; \""
              + kind.key()
              + "\" has 1 to "
              + MOST_BOXES);
    }
    return boxes < 0 ? VARYING_BOXES : (int) boxes;
  }

  static DetectException refused(List<Long> shape, String wanted, Layout.Kind kind) {
    return new DetectException(
        "The network answers " + shape + ", not " + wanted + " as \"" + kind.key() + "\" does");
  }

  /** Whether an output of this shape has coordinates and nothing else. */
  static boolean areBoxesOnly(List<Long> shape) {
    return shape.size() == 3 && (shape.get(1) == 4 || shape.get(2) == 4);
  }
}
