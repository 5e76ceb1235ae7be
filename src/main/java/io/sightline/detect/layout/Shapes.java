package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The shapes of tensors, and what decoders of all layouts demand of those they are made for. */
public final class Shapes {
  /** The most boxes a network may answer for one picture: far beyond any detector's. */
  static final int MOST_BOXES = 1 << 20;

  /** No list that was chosen from is longer; no list of all of a picture's boxes is shorter. */
  static final int MOST_CHOSEN = 1000;

  /** How many boxes there is room for where their number varies from picture to picture. */
  public static final int VARYING_BOXES = 1 << 14;

  /** The largest tensor that is taken: far beyond any detector's. */
  private static final long MOST_NUMBERS = 64L << 20;

  private Shapes() {}

  /**
   * The shape of an answer for the first of so many pictures at once: the same where it does not
   * count them.
   */
  public static List<Long> ofOnePicture(List<Long> shape, long pictures) {
    boolean several = pictures > 1 && shape.size() > 1 && shape.get(0) == pictures;
    return several ? ofOnePicture(shape) : shape;
  }

  /** The same shape for one picture. */
  public static List<Long> ofOnePicture(List<Long> shape) {
    List<Long> one = new ArrayList<>(shape);
    one.set(0, 1L);
    return List.copyOf(one);
  }

  /** Numbers of several pictures, one after the other, as those of each. */
  public static List<FloatBuffer> each(FloatBuffer numbers, int ofOne) {
    return IntStream.range(0, numbers.capacity() / ofOne)
        .mapToObj(i -> numbers.slice(i * ofOne, ofOne))
        .toList();
  }

  /** Of several outputs, each as its pictures, those of one picture. */
  public static List<FloatBuffer> at(int place, List<List<FloatBuffer>> outputs) {
    return outputs.stream().map(output -> output.get(place)).toList();
  }

  /** Boxes 1 x N x 1 x 4, as YOLOv4 has them, are boxes 1 x N x 4. */
  public static List<Long> squeezed(List<Long> shape) {
    return shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 4
        ? List.of(shape.get(0), shape.get(1), shape.get(3))
        : shape;
  }

  /**
   * How many numbers a shape has.
   *
   * @throws DetectException when a size is not known or there are too many
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

  /** As the engines want it. */
  public static long[] sizes(List<Long> shape) {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** The size of a dimension that counts boxes; where it varies, how many there is room for. */
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

  /** The failure of a network that answered a box that is none. */
  static DetectException noBox(int box) {
    return new DetectException(
        "The network answered a box that is not a number (box " + box + "): it could not look");
  }

  /** The failure of a network whose class stands where its confidence should. */
  static DetectException turned(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + ") and a whole number as its confidence: the two are the other way round in its boxes;"
            + " export it with their columns exchanged");
  }

  /** The failure of a network that answers a confidence for each of two classes. */
  static DetectException confidences(float kind, int box) {
    return new DetectException(
        "The network answered class "
            + kind
            + " (box "
            + box
            + "), which is no class but the confidence of one: its boxes are not suppressed yet; give"
            + " it a bundle.json that says its \"layout\", such as \"detr-rows\"");
  }

  /** Whether numbers of such a shape are places and nothing else. */
  static boolean areBoxesOnly(List<Long> shape) {
    return shape.size() == 3 && (shape.get(1) == 4 || shape.get(2) == 4);
  }

  /** Whether a row is no box: keras-retinanet fills its lists up with rows of -1. */
  static boolean isPadding(float confidence, float kind) {
    return confidence == -1 && kind == -1;
  }

  static boolean isFinite(float a, float b, float c, float d) {
    return Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) <= Float.MAX_VALUE;
  }

  /**
   * The class that a number says.
   *
   * @param first the number that stands for the first class
   * @throws DetectException when there is none of that number
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
