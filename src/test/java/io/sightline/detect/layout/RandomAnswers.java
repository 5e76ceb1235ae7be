package io.sightline.detect.layout;

import io.sightline.detect.Fixtures;
import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.ModelInput;
import io.sightline.inspection.Box;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Random boxes and confidences in the form of a network's answer, and decoders for them. */
final class RandomAnswers {
  static final int WIDTH = 320;
  static final int HEIGHT = 256;
  private static final ModelInput INPUT = Fixtures.input(WIDTH, HEIGHT);

  private RandomAnswers() {}

  static YoloHead head(
      Kind kind, BoxForm form, ScoreForm scores, int classes, List<List<Long>> shapes) {
    List<String> names = IntStream.range(0, shapes.size()).mapToObj(i -> "out" + i).toList();
    return YoloHead.of(new Layout(kind, form, scores, 0, names), classes, INPUT, shapes);
  }

  static FloatBuffer flat(float[][] rows) {
    FloatBuffer flat = FloatBuffer.allocate(rows.length * (rows.length > 0 ? rows[0].length : 0));
    for (float[] row : rows) {
      flat.put(row);
    }
    return flat.flip();
  }

  static float[][] rows(int count, IntFunction<float[]> row) {
    return IntStream.range(0, count).mapToObj(row).toArray(float[][]::new);
  }

  static float[] scores(Random random, int count) {
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = random.nextFloat();
    }
    return scores;
  }

  /** Returns a random number too far from the threshold for rounding to cross it. */
  static float away(Random random, double threshold) {
    float number = (float) random.nextGaussian() * 2;
    return Math.abs(number - threshold) < 1e-4 ? number + 1 : number;
  }

  static float[] joined(float[]... parts) {
    FloatBuffer all =
        FloatBuffer.allocate(IntStream.range(0, parts.length).map(i -> parts[i].length).sum());
    for (float[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /** Returns a random centre and size in pixels. */
  static float[] centred(Random random) {
    return new float[] {
      random.nextFloat() * WIDTH,
      random.nextFloat() * HEIGHT,
      1 + random.nextFloat() * 99,
      1 + random.nextFloat() * 99
    };
  }

  /** Converts a centre and size in pixels to the four numbers of a box format. */
  static float[] as(BoxForm form, float[] c) {
    float w = form.isNormalised() ? WIDTH : 1;
    float h = form.isNormalised() ? HEIGHT : 1;
    float[] corners = {c[0] - c[2] / 2, c[1] - c[3] / 2, c[0] + c[2] / 2, c[1] + c[3] / 2};
    float[] four = form.isCorners() ? corners : c;
    return form == BoxForm.CORNERS_DOWN_FIRST_NORMALISED
        ? new float[] {four[1] / h, four[0] / w, four[3] / h, four[2] / w}
        : new float[] {four[0] / w, four[1] / h, four[2] / w, four[3] / h};
  }

  static Box box(float[] c) {
    return PlainDecoding.centred(c[0], c[1], c[2], c[3]);
  }
}
