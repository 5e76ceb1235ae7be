package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Shapes of tensors, and what decoders of all layouts require of them. */
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

  /** The error for a box that is not finite. */
  static DetectException noBox(int box) {
    return new DetectException(
        "The network answered a box that is not a number (box " + box + "): it could not look");
  }

  /** The error for a class where the confidence should be. */
  static DetectException columnsExchanged(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + ") and a whole number as its confidence: the two are the other way round in its boxes;"
            + " export it with their columns exchanged");
  }

  /** The error for a network that returns a confidence for each of two classes. */
  static DetectException confidences(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + "), which is no class but the confidence of one: its boxes are not suppressed yet; give"
            + " it a bundle.json that says its \"layout\", such as \"detr-rows\"");
  }

  /** Whether an output of this shape has coordinates and nothing else. */
  static boolean areBoxesOnly(List<Long> shape) {
    return shape.size() == 3 && (shape.get(1) == 4 || shape.get(2) == 4);
  }

  /** Whether a row is padding: keras-retinanet fills up its lists with rows of -1. */
  static boolean isPadding(float confidence, float kind) {
    return confidence == -1 && kind == -1;
  }

  static boolean isFinite(float a, float b, float c, float d) {
    return Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) <= Float.MAX_VALUE;
  }

  /**
   * The class that a number stands for.
   *
   * @param first the number of the first class
   * @throws DetectException if there is no such class
   */
  static int classOf(float number, int first, int classes, int box) {
    int id = Math.round(number) - first;
    if (id == -1 && first == 1) {
      throw new DetectException(
          "The network answered class 0 (box "
              + box
              + "), which is the background where classes are counted from 1, as the names of its"
              + " outputs say. If 0 is a class of it, each class was called by the name before its"
              + " own so far: rename them, such as \"labels\" to \"classes\", and it is counted from"
              + " 0");
    }
    if (!(Math.abs(number - Math.round(number)) < 1e-3f) || id < 0 || id >= classes) {
      throw new DetectException(
          "The network answered class "
              + number
              + " (box "
              + box
              + "), but "
              + classes
              + " class names are given; put one name a line into a .names file beside the model");
    }
    return id;
  }
}
