package io.sightline.detect.layout;

import io.sightline.inspection.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decodes the layouts as their authors' Python does: written from their definitions, slowly, and
 * sharing no code with the decoders under test.
 */
public final class PlainDecoding {
  /** A box in model pixels. */
  public record Found(int classId, double score, Box box) {}

  private PlainDecoding() {}

  /** Decodes [4 + classes, boxes]: centre, size, confidences. */
  public static List<Found> yoloV8(float[][] columns, double confidence) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < columns[0].length; i++) {
      int best = 4;
      for (int c = 4; c < columns.length; c++) {
        best = columns[c][i] > columns[best][i] ? c : best;
      }
      if (columns[best][i] >= confidence) {
        found.add(
            new Found(
                best - 4,
                columns[best][i],
                centred(columns[0][i], columns[1][i], columns[2][i], columns[3][i])));
      }
    }
    return found;
  }

  /** Decodes [boxes, 5 + classes]: centre, size, objectness, confidences. */
  public static List<Found> yoloV5(float[][] rows, double confidence) {
    List<Found> found = new ArrayList<>();
    for (float[] row : rows) {
      int best = best(row);
      double score = (double) row[4] * row[best];
      if (score >= confidence) {
        found.add(new Found(best - 5, score, centred(row[0], row[1], row[2], row[3])));
      }
    }
    return found;
  }

  /** As {@link #yoloV5}, but on YOLOX's grid of strides 8, 16 and 32. */
  public static List<Found> yolox(float[][] rows, int width, int height, double confidence) {
    List<Found> found = new ArrayList<>();
    int i = 0;
    for (int stride : new int[] {8, 16, 32}) {
      for (int y = 0; y < height / stride; y++) {
        for (int x = 0; x < width / stride; x++) {
          float[] row = rows[i++];
          int best = best(row);
          double score = (double) row[4] * row[best];
          if (score >= confidence) {
            Box box =
                centred(
                    (row[0] + x) * stride,
                    (row[1] + y) * stride,
                    Math.exp(row[2]) * stride,
                    Math.exp(row[3]) * stride);
            found.add(new Found(best - 5, score, box));
          }
        }
      }
    }
    return found;
  }

  private static int best(float[] row) {
    int best = 5;
    for (int c = 5; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  public static Box centred(double x, double y, double width, double height) {
    return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
  }

  /** Clips boxes to an input of this size, and drops those outside. */
  static List<Found> inside(List<Found> found, int width, int height) {
    return found.stream()
        .filter(one -> one.box().x1() < width && one.box().y1() < height)
        .filter(one -> one.box().x2() > 0 && one.box().y2() > 0)
        .map(
            one ->
                new Found(
                    one.classId(),
                    one.score(),
                    new Box(
                        Math.max(0, one.box().x1()),
                        Math.max(0, one.box().y1()),
                        Math.min(width, one.box().x2()),
                        Math.min(height, one.box().y2()))))
        .toList();
  }

  /** Returns boxes in descending confidence, less those that a kept one of their class overlaps. */
  public static List<Found> suppressed(List<Found> found, double iou) {
    List<Found> kept = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingDouble(one -> -one.score()))
        .filter(
            one ->
                kept.stream()
                    .noneMatch(
                        other ->
                            other.classId() == one.classId() && other.box().iou(one.box()) > iou))
        .forEach(kept::add);
    return kept;
  }
}
