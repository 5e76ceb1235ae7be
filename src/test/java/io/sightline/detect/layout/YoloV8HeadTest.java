package io.sightline.detect.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.Fixtures;
import io.sightline.detect.onnx.DetectException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tests decoding of output tensors: a golden one, random ones against the definition, nonsense. */
class YoloV8HeadTest {
  private static final int CLASSES = 6;
  private static final int ANCHORS = 420;

  private final YoloHead head = head(CLASSES, 420);
  private final Candidates candidates = new Candidates(ANCHORS);

  private static YoloHead head(int classes, int anchors) {
    return head(classes, List.of(1L, 4L + classes, (long) anchors));
  }

  private static YoloHead head(int classes, List<Long> shape) {
    int said = shape.size() == 3 ? shape.get(1).intValue() - 4 : 0;
    Layout layout =
        new Layout(
            Layout.Kind.YOLOV8,
            BoxForm.CENTRED_PIXELS,
            ScoreForm.PROBABILITIES,
            said,
            List.of("output0"));
    return YoloHead.of(layout, classes, Fixtures.input(640, 640), List.of(shape));
  }

  private static FloatBuffer golden() {
    ByteBuffer copy = ByteBuffer.allocateDirect(10 * ANCHORS * 4).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(Fixtures.bytes("golden.f32")).flip();
    return copy.asFloatBuffer();
  }

  @Example
  void theGoldenTensorGivesThePlainReferencesBoxes() {
    head.decode(List.of(golden()), 0.35f, candidates);
    NonMaximumSuppression suppression = new NonMaximumSuppression(ANCHORS, 0.5, 300);
    suppression.choose(candidates);
    List<double[]> expected =
        new String(Fixtures.bytes("golden.csv"), StandardCharsets.US_ASCII)
            .lines()
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toList();
    assertThat(expected).hasSizeGreaterThan(25);
    assertThat(suppression.count()).isEqualTo(expected.size());
    for (int k = 0; k < expected.size(); k++) {
      int i = suppression.kept(k);
      double[] row = expected.get(k);
      assertThat(candidates.classId[i]).isEqualTo((int) row[0]);
      assertThat((double) candidates.score[i]).isCloseTo(row[1], within(1e-6));
      assertThat((double) candidates.x1[i]).isCloseTo(row[2], within(1e-3));
      assertThat((double) candidates.y1[i]).isCloseTo(row[3], within(1e-3));
      assertThat((double) candidates.x2[i]).isCloseTo(row[4], within(1e-3));
      assertThat((double) candidates.y2[i]).isCloseTo(row[5], within(1e-3));
    }
  }

  @Property(tries = 100)
  void everyConfidentBoxIsFoundWithItsBestClass(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 90) int classes,
      @ForAll @IntRange(min = 1, max = 200) int anchors) {
    java.util.Random random = new java.util.Random(seed);
    float[][] rows = new float[4 + classes][anchors];
    FloatBuffer output = FloatBuffer.allocate((4 + classes) * anchors);
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < anchors; i++) {
        rows[r][i] = r < 4 ? 1 + random.nextFloat() * 600 : random.nextFloat();
        output.put(r * anchors + i, rows[r][i]);
      }
    }
    float threshold = 0.05f + random.nextFloat() * 0.9f;
    Candidates found = new Candidates(anchors);
    head(classes, anchors).decode(List.of(output), threshold, found);
    int next = 0;
    for (int i = 0; i < anchors; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = rows[4 + c][i] > rows[4 + best][i] ? c : best;
      }
      if (rows[4 + best][i] >= threshold) {
        assertThat(found.classId[next]).isEqualTo(best);
        assertThat(found.score[next]).isEqualTo(rows[4 + best][i]);
        assertThat(found.x1[next]).isEqualTo(rows[0][i] - rows[2][i] / 2);
        assertThat(found.y2[next]).isEqualTo(rows[1][i] + rows[3][i] / 2);
        next++;
      }
    }
    assertThat(found.count()).isEqualTo(next);
  }

  @Property(tries = 200)
  void oneNumberThatIsNoneAnywhereIsAnError(@ForAll @IntRange(min = 0, max = 4199) int at) {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      FloatBuffer output = golden().put(at, wrong);
      assertThatThrownBy(() -> head.decode(List.of(output), 0.35f, candidates))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("could not look");
      assertThat(candidates.count()).isZero();
    }
  }

  @Property(tries = 100)
  void aConfidenceBeyondItsRangeIsAnError(@ForAll @IntRange(min = 1680, max = 4199) int at) {
    for (float wrong : new float[] {1.01f, 37, -0.01f, -5}) {
      FloatBuffer output = golden().put(at, wrong);
      assertThatThrownBy(() -> head.decode(List.of(output), 0.35f, candidates))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("not within 0 and 1");
    }
  }

  @Example
  void theRoundingOfAQuantisedSigmoidIsNoError() {
    FloatBuffer output = golden().put(1680, 1.0001f);
    head.decode(List.of(output), 0.99f, candidates);
    assertThat(candidates.score[0]).isEqualTo(1);
  }

  @Example
  void aBoxWhoseSidesHaveMetOrCrossedIsKept() {
    FloatBuffer output = FloatBuffer.allocate(10 * ANCHORS);
    for (int i = 0; i < 3; i++) {
      output.put(2 * ANCHORS + i, i == 0 ? 0 : 5).put(3 * ANCHORS + i, i == 1 ? -1 : 5);
      output.put(4 * ANCHORS + i, 0.9f);
    }
    head.decode(List.of(output), 0.5f, candidates);
    assertThat(candidates.count()).isEqualTo(3);
    assertThat(candidates.x2[0] - candidates.x1[0]).isOne();
    assertThat(candidates.y2[1] - candidates.y1[1]).isOne();
  }

  @Example
  void anotherShapeIsRefused() {
    assertThatThrownBy(() -> head(80, List.of(1L, 25200L, 85L)))
        .isInstanceOf(DetectException.class);
    assertThatThrownBy(() -> head(6, List.of(1L, 300L)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("[1, 300]");
    assertThatThrownBy(() -> head(5, List.of(1L, 10L, 420L)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("6 classes");
  }
}
