package io.sightline.detect.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Fixtures;
import io.sightline.detect.layout.Layout.Kind;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests boxes whose sides meet or cross: v26 answers each side as a signed number, so thin defects
 * may have such boxes. Its own software keeps them, and so must a station.
 */
class CrossedSidesTest {
  private static final List<String> OUTPUTS = List.of("output0");

  private static Candidates found(Layout layout, int columns, float... rows) {
    List<List<Long>> shapes = List.of(List.of(1L, (long) rows.length / columns, (long) columns));
    Candidates found = new Candidates(4);
    YoloHead.of(layout, 2, Fixtures.input(640, 640), shapes)
        .decode(List.of(FloatBuffer.wrap(rows)), 0.4f, found);
    return found;
  }

  private static float[] box(Candidates found, int i) {
    return new float[] {found.x1(i), found.y1(i), found.x2(i), found.y2(i)};
  }

  @Test
  void cornersInEitherOrderAreThoseOfTheBoxBetween() {
    Candidates found =
        found(
            new Layout(Kind.END_TO_END, BoxForm.CORNERS_PIXELS, ScoreForm.PROBABILITIES, 0, OUTPUTS)
                .inEitherOrder(),
            6,
            new float[] {
              573, 9, 569, 93, 0.9f, 0, // crossed horizontally
              95, 234, 56, 219, 0.9f, 0, // and vertically
              70, 20, 70, 90, 0.9f, 0, // zero width
              10, 20, 30, 40, 0.8f, 1
            });
    assertThat(found.count()).isEqualTo(4);
    assertThat(box(found, 0)).containsExactly(569, 9, 573, 93);
    assertThat(box(found, 1)).containsExactly(56, 219, 95, 234);
    assertThat(box(found, 2)).containsExactly(69.5f, 20, 70.5f, 90);
    assertThat(box(found, 3)).containsExactly(10, 20, 30, 40);
  }

  @Test
  void cornersOfAListMayComeInEitherOrderToo() {
    Layout layout =
        new Layout(
                Kind.LISTED,
                BoxForm.CORNERS_PIXELS,
                ScoreForm.PROBABILITIES,
                0,
                List.of("boxes", "scores", "labels"))
            .inEitherOrder();
    Candidates found = new Candidates(4);
    YoloHead.of(
            layout,
            2,
            Fixtures.input(640, 640),
            List.of(List.of(1L, 1L, 4L), List.of(1L, 1L), List.of(1L, 1L)))
        .decode(
            List.of(
                FloatBuffer.wrap(new float[] {95, 234, 56, 219}),
                FloatBuffer.wrap(new float[] {0.9f}),
                FloatBuffer.wrap(new float[] {1})),
            0.4f,
            found);
    assertThat(box(found, 0)).containsExactly(56, 219, 95, 234);
  }

  /** In the raw head, which answers centre and size, crossed sides are a negative size. */
  @Test
  void aSizeBelowZeroIsThatOfTheBoxBetween() {
    Candidates found =
        found(
            new Layout(
                Kind.YOLOV8_ROWS, BoxForm.CENTRED_PIXELS, ScoreForm.PROBABILITIES, 0, OUTPUTS),
            6,
            new float[] {50, 60, -8, 20, 0.9f, 0, 50, 60, 20, 0, 0.8f, 0});
    assertThat(found.count()).isEqualTo(2);
    assertThat(box(found, 0)).containsExactly(46, 50, 54, 70);
    assertThat(box(found, 1)).containsExactly(40, 59.5f, 60, 60.5f);
  }
}
