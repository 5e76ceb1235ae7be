package io.sightline.detect.layout;

/**
 * Boxes as a decoder finds them, before suppression: corners in model pixels, each with its best
 * class. Room for a fixed number, filled anew for every picture; one thread at a time.
 */
public final class Candidates {
  final float[] x1;
  final float[] y1;
  final float[] x2;
  final float[] y2;
  final float[] score;
  final int[] classId;
  private int count;

  /**
   * @param capacity the most boxes that there can be
   */
  public Candidates(int capacity) {
    x1 = new float[capacity];
    y1 = new float[capacity];
    x2 = new float[capacity];
    y2 = new float[capacity];
    score = new float[capacity];
    classId = new int[capacity];
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

  int capacity() {
    return score.length;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Forgets them all. */
  public void clear() {
    count = 0;
  }

  /** Adds a box by centre and size, all finite; one without width or height is left out. */
  void addCentred(float x, float y, float width, float height, float confidence, int id) {
    if (width > 0 && height > 0) {
      x1[count] = x - width / 2;
      y1[count] = y - height / 2;
      x2[count] = x + width / 2;
      y2[count] = y + height / 2;
      score[count] = confidence;
      classId[count] = id;
      count++;
    }
  }

  /** Adds a box by its corners, all finite; one without width or height is left out. */
  public void addCorners(
      float left, float top, float right, float bottom, float confidence, int id) {
    if (right > left && bottom > top) {
      x1[count] = left;
      y1[count] = top;
      x2[count] = right;
      y2[count] = bottom;
      score[count] = confidence;
      classId[count] = id;
      count++;
    }
  }

  /** Cuts them off at the edges of an input of this size; those outside it are forgotten. */
  void clip(int width, int height) {
    int all = count;
    count = 0;
    for (int i = 0; i < all; i++) {
      addCorners(
          Math.max(0, x1[i]),
          Math.max(0, y1[i]),
          Math.min(width, x2[i]),
          Math.min(height, y2[i]),
          score[i],
          classId[i]);
    }
  }

  /** Intersection over union of two of them, 0 to 1; in double precision, as in a plain Box. */
  double iou(int a, int b) {
    return iou(a, this, b);
  }

  /** The same of one of these and one of others. */
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
