package io.sightline.detect;

import io.sightline.detect.Layout.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How long decoding and suppression take, a layout a row, at the sizes that 640x640 networks of 80
 * classes have; some sixty boxes of twenty objects are confident. Not a test: run its main with the
 * test class path. Reported is the median of 200 pictures after 2,000 to warm up, on one thread.
 */
final class DecodeCost {
  private static final int OBJECTS = 20;
  private static final ModelInput INPUT = Fixtures.input(640, 640);

  private final Random random = new Random(5);

  private DecodeCost() {}

  public static void main(String[] arguments) {
    DecodeCost cost = new DecodeCost();
    cost.row(Kind.YOLOV8, BoxForm.CENTRED_PIXELS, List.of(List.of(1L, 84L, 8400L)));
    cost.row(Kind.YOLOV8_TURNED, BoxForm.CENTRED_PIXELS, List.of(List.of(1L, 8400L, 84L)));
    cost.row(Kind.YOLOV5, BoxForm.CENTRED_PIXELS, List.of(List.of(1L, 25200L, 85L)));
    cost.row(Kind.YOLOX, BoxForm.CENTRED_PIXELS, List.of(List.of(1L, 8400L, 85L)));
    cost.row(Kind.YOLOX_DECODED, BoxForm.CENTRED_PIXELS, List.of(List.of(1L, 8400L, 85L)));
    cost.row(Kind.END_TO_END, BoxForm.CORNERS_PIXELS, List.of(List.of(1L, 300L, 6L)));
    cost.row(Kind.DETR_ROWS, BoxForm.CENTRED_PARTS, List.of(List.of(1L, 300L, 84L)));
    cost.row(
        Kind.DETR, BoxForm.CENTRED_PARTS, List.of(List.of(1L, 300L, 4L), List.of(1L, 300L, 80L)));
    cost.row(
        Kind.SSD, BoxForm.CORNERS_PARTS, List.of(List.of(1L, 8732L, 4L), List.of(1L, 8732L, 80L)));
    cost.row(
        Kind.LISTED,
        BoxForm.CORNERS_PIXELS,
        List.of(List.of(1L, 300L, 4L), List.of(1L, 300L), List.of(1L, 300L)));
  }

  private void row(Kind kind, BoxForm form, List<List<Long>> shapes) {
    ScoreForm scores = kind == Kind.DETR ? ScoreForm.LOGITS : ScoreForm.PROBABILITIES;
    List<String> names = shapes.stream().map(Object::toString).toList();
    YoloHead head = YoloHead.of(new Layout(kind, form, scores, 0, names), 80, INPUT, shapes);
    List<FloatBuffer> answer =
        IntStream.range(0, shapes.size())
            .mapToObj(i -> answer(kind, form, shapes.get(i), i))
            .toList();
    Candidates candidates = new Candidates(head.capacity());
    NonMaximumSuppression suppression =
        new NonMaximumSuppression(head.capacity(), head.isSuppressed() ? 1 : 0.5, 300);
    double[] milliseconds = new double[2200];
    for (int i = 0; i < milliseconds.length; i++) {
      long start = System.nanoTime();
      candidates.clear();
      head.decode(answer, 0.25f, candidates);
      suppression.choose(candidates);
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(milliseconds, 2000, milliseconds.length);
    Arrays.sort(warm);
    System.out.printf(
        "%-15s %-34s %4d boxes, %3d kept: %.3f ms%n",
        kind.key(),
        String.join(" ", names),
        candidates.count(),
        suppression.count(),
        warm[warm.length / 2]);
  }

  /** Boxes are all over the picture; three in an object are confident, the rest are not. */
  private FloatBuffer answer(Kind kind, BoxForm form, List<Long> shape, int output) {
    int size = shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
    FloatBuffer numbers =
        ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
    int columns = shape.get(shape.size() - 1).intValue();
    boolean turned = kind == Kind.YOLOV8;
    int boxes = turned ? columns : size / (shape.size() == 2 ? 1 : columns);
    int wide = size / boxes;
    for (int i = 0; i < boxes; i++) {
      int every = Math.max(1, boxes / (3 * OBJECTS));
      boolean sure = i % every == 0 && i / every < 3 * OBJECTS;
      int object = i / every % OBJECTS;
      for (int c = 0; c < wide; c++) {
        float value = output == 2 ? object : number(kind, form, c, wide, sure, object, output == 0);
        numbers.put(turned ? c * boxes + i : i * wide + c, value);
      }
    }
    return numbers;
  }

  private float number(
      Kind kind, BoxForm form, int c, int wide, boolean sure, int object, boolean places) {
    if (places && c < 4) {
      if (kind == Kind.YOLOX) {
        return random.nextFloat();
      }
      float centre = 40 + 28 * object + random.nextFloat() * 3;
      float pixels = form.isCorners() ? centre + (c < 2 ? 0 : 30) : c < 2 ? centre : 30;
      return form.isParts() ? pixels / 640 : pixels;
    }
    if (kind == Kind.END_TO_END && c == 5) {
      return object;
    }
    boolean mine = wide == 1 || c == (places ? 5 : 0) + object || (places && c == 4 && wide != 84);
    float score = (sure && mine ? 0.6f : 0) + random.nextFloat() * 0.1f;
    return kind == Kind.DETR ? (float) Math.log(score / (1 - score) + 1e-6) : score;
  }
}
