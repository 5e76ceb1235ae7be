package io.sightline.detect.layout;

import io.sightline.detect.onnx.DetectException;
import java.util.Arrays;

/**
 * Decoded boxes before suppression: corners in model pixels, each with its best class and, if
 * wanted, again with each further class that is sure enough. All are kept: a box whose sides meet
 * or cross (as v26's may) can be as confident as any other, so its corners are put in order and it
 * becomes at least one pixel wide and high. Cleared for every picture but keeps its capacity. One
 * thread at a time.
 */
public final class Candidates {
  /** Room for every class of every box of any detector; more would only fill the memory. */
  public static final int MOST = 1 << 22;

  float[] x1;
  float[] y1;
  float[] x2;
  float[] y2;
  float[] score;
  int[] classId;
  boolean[] further;
  private final boolean everyClass;
  private int count;

  /** Of each box its best class only. */
  public Candidates(int capacity) {
    this(capacity, false);
  }

  /**
   * @param capacity the initial capacity in boxes
   * @param everyClass whether a box counts for each of its classes that is sure enough
   */
  public Candidates(int capacity, boolean everyClass) {
    this.everyClass = everyClass;
    x1 = new float[capacity];
    y1 = new float[capacity];
    x2 = new float[capacity];
    y2 = new float[capacity];
    score = new float[capacity];
    classId = new int[capacity];
    further = new boolean[capacity];
  }

  /** Left edge, model pixels. */
  public float x1(int i) {
    return x1[i];
  }

  /** Top edge, model pixels. */
  public float y1(int i) {
    return y1[i];
  }

  /** Right edge, model pixels. */
  public float x2(int i) {
    return x2[i];
  }

  /** Bottom edge, model pixels. */
  public float y2(int i) {
    return y2[i];
  }

  /** Confidence, 0 to 1. */
  public float score(int i) {
    return score[i];
  }

  /** The class. */
  public int classId(int i) {
    return classId[i];
  }

  /** Whether it is a class of its box that is not the best one. */
  public boolean further(int i) {
    return further[i];
  }

  /** The number of boxes. */
  public int count() {
    return count;
  }

  /** Removes all boxes. */
  public void clear() {
    count = 0;
  }

  /** Adds a box by centre and size, all finite. */
  void addCentred(float x, float y, float width, float height, float confidence, int id) {
    addCorners(x - width / 2, y - height / 2, x + width / 2, y + height / 2, confidence, id);
  }

  /** Adds a box by its corners, all finite. */
  public void addCorners(
      float left, float top, float right, float bottom, float confidence, int id) {
    float across = missing(left, right);
    float down = missing(top, bottom);
    put(
        Math.min(left, right) - across,
        Math.min(top, bottom) - down,
        Math.max(left, right) + across,
        Math.max(top, bottom) + down,
        confidence,
        id);
  }

  /** Whether boxes are wanted again with their further classes. */
  public boolean wantsEveryClass() {
    return everyClass;
  }

  /** Adds the last box again, for each class but its own that has at least this confidence. */
  void addFurther(int classes, float least, ClassConfidence confidence) {
    int last = count - 1;
    for (int id = 0; id < classes; id++) {
      float sure = confidence.of(id);
      if (id != classId[last] && sure >= least) {
        put(x1[last], y1[last], x2[last], y2[last], sure, id);
        further[count - 1] = true;
      }
    }
  }

  /** How sure the network is that a box is of a class, 0 to 1. */
  @FunctionalInterface
  interface ClassConfidence {
    float of(int id);
  }

  /** How far to move each of two sides that meet or cross to have them at least one pixel apart. */
  private static float missing(float a, float b) {
    return b > a ? 0 : Math.max(0, (1 - (a - b)) / 2);
  }

  private void put(float left, float top, float right, float bottom, float confidence, int id) {
    if (count == score.length) {
      grow();
    }
    x1[count] = left;
    y1[count] = top;
    x2[count] = right;
    y2[count] = bottom;
    score[count] = confidence;
    classId[count] = id;
    further[count] = false;
    count++;
  }

  private void grow() {
    if (count >= MOST) {
      throw new DetectException(
          "The network found more than "
              + MOST
              + " boxes in one picture; a higher confidence leaves fewer");
    }
    int room = Math.min(MOST, Math.max(16, 2 * count));
    x1 = Arrays.copyOf(x1, room);
    y1 = Arrays.copyOf(y1, room);
    x2 = Arrays.copyOf(x2, room);
    y2 = Arrays.copyOf(y2, room);
    score = Arrays.copyOf(score, room);
    classId = Arrays.copyOf(classId, room);
    further = Arrays.copyOf(further, room);
  }

  /** Clips the boxes at the edges of an input of this size; removes those outside it. */
  void clip(int width, int height) {
    int all = count;
    count = 0;
    for (int i = 0; i < all; i++) {
      float left = Math.max(0, x1[i]);
      float top = Math.max(0, y1[i]);
      float right = Math.min(width, x2[i]);
      float bottom = Math.min(height, y2[i]);
      if (right > left && bottom > top) {
        put(left, top, right, bottom, score[i], classId[i]);
      }
    }
  }

  /** Intersection over union of two of them, 0 to 1; in double precision, as in {@code Box}. */
  double iou(int a, int b) {
    return iou(a, this, b);
  }

  /** Intersection over union of one of these and one of others. */
  public double iou(int a, Candidates others, int b) {
    double width = Math.min(x2[a], others.x2[b]) - Math.max(x1[a], others.x1[b]);
    double height = Math.min(y2[a], others.y2[b]) - Math.max(y1[a], others.y1[b]);
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (area(a) + others.area(b) - shared);
  }

  private double area(int i) {
    return ((double) x2[i] - x1[i]) * ((double) y2[i] - y1[i]);
  }
}
