package io.sightline.detect.layout;

import static io.sightline.detect.layout.RandomAnswers.flat;
import static io.sightline.detect.layout.RandomAnswers.head;
import static io.sightline.detect.layout.RandomAnswers.rows;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.onnx.DetectException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Tests that impossible answers are an error, never an empty result. */
class NonsenseAnswersTest {
  @Property(tries = 100)
  void aBoxOrConfidenceThatIsNoNumberIsAnError(
      @ForAll @IntRange(min = 0, max = 4) int column,
      @ForAll @IntRange(min = 0, max = 19) int row,
      @ForAll boolean unsure) {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      for (Kind kind : List.of(Kind.YOLOV5, Kind.YOLOV8_ROWS, Kind.DETR_ROWS, Kind.END_TO_END)) {
        float[][] rows =
            rows(
                20,
                i ->
                    new float[] {
                      50, 50, 60, 60, unsure && kind != Kind.END_TO_END ? 0.1f : 0.9f, 0
                    });
        rows[row][column] = wrong;
        YoloHead head =
            head(
                kind,
                BoxForm.CORNERS_PIXELS,
                ScoreForm.PROBABILITIES,
                1,
                List.of(List.of(1L, 20L, 6L)));
        Candidates found = new Candidates(20);
        List<FloatBuffer> answer = List.of(flat(rows));
        assertThatThrownBy(() -> head.decode(answer, 0.5f, found))
            .isInstanceOf(DetectException.class)
            .hasMessageContaining("could not look");
      }
    }
  }

  @Property(tries = 100)
  void aNumberThatIsNoneInEitherOfTwoOutputsIsAnError(
      @ForAll ScoreForm scores,
      @ForAll @IntRange(min = 0, max = 20 * 7 - 1) int at,
      @ForAll boolean unsure) {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      int first = scores.first();
      int columns = 3 + scores.background();
      List<List<Long>> shapes = List.of(List.of(1L, 20L, 4L), List.of(1L, 20L, (long) columns));
      float[][] places = rows(20, i -> new float[] {50, 50, 60, 60});
      float[][] sure = rows(20, i -> new float[columns]);
      for (float[] row : sure) {
        Arrays.fill(row, unsure ? 0.1f : 0.9f);
      }
      if (at % 7 < 4) {
        places[at / 7][at % 7] = wrong;
      } else {
        sure[at / 7][at % 7 - 4 + first] = wrong;
      }
      YoloHead head = head(Kind.SSD, BoxForm.CORNERS_PIXELS, scores, 3, shapes);
      List<FloatBuffer> answer = List.of(flat(places), flat(sure));
      assertThatThrownBy(() -> head.decode(answer, 0.6f, new Candidates(head.capacity())))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("could not look");
    }
  }

  @Example
  void aClassThatIsNoneIsAnErrorThatSaysWhatToDo() {
    YoloHead head =
        head(
            Kind.END_TO_END,
            BoxForm.CORNERS_PIXELS,
            ScoreForm.PROBABILITIES,
            3,
            List.of(List.of(1L, 1L, 6L)));
    for (float id : new float[] {-1, 3, 1.5f, Float.NaN}) {
      List<FloatBuffer> answer = List.of(FloatBuffer.wrap(new float[] {1, 1, 2, 2, 0.9f, id}));
      assertThatThrownBy(() -> head.decode(answer, 0.5f, new Candidates(1)))
          .isInstanceOf(DetectException.class)
          .hasMessageContaining("3 class names are given");
    }
  }

  /** The network's own suppression may have left no box of the trial picture to judge by. */
  @Example
  void aListOfCentresAndSizesReadAsCornersIsAnError() {
    YoloHead head = list();
    List<FloatBuffer> answer = List.of(FloatBuffer.wrap(new float[] {320, 300, 20, 12, 0.95f, 1}));
    assertThatThrownBy(() -> head.decode(answer, 0.5f, new Candidates(1)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("which are not corners in pixels")
        .hasMessageContaining("such as \"centred\"");
  }

  /** Six numbers per box also fit two classes, of which the second is sure here. */
  @Example
  void aClassThatIsAFractionIsAnErrorHoweverUnsureTheBox() {
    YoloHead head = list();
    List<FloatBuffer> answer =
        List.of(FloatBuffer.wrap(new float[] {0.5f, 0.5f, 0.1f, 0.1f, 0.02f, 0.95f}));
    assertThatThrownBy(() -> head.decode(answer, 0.5f, new Candidates(1)))
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("class 0.95")
        .hasMessageContaining("\"detr-rows\"");
  }

  private static YoloHead list() {
    return head(
        Kind.END_TO_END,
        BoxForm.CORNERS_PIXELS,
        ScoreForm.PROBABILITIES,
        2,
        List.of(List.of(1L, 1L, 6L)));
  }

  @Example
  void sizesBeyondReasonAreRefused() {
    for (Kind kind : List.of(Kind.YOLOV5, Kind.YOLOV8_ROWS, Kind.YOLOX, Kind.END_TO_END)) {
      for (List<Long> shape :
          List.of(
              List.of(1L, Long.MAX_VALUE, 85L),
              List.of(1L, 0L, 85L),
              List.of(1L, 100L, Long.MAX_VALUE),
              List.of(100L))) {
        assertThatThrownBy(
                () ->
                    head(kind, BoxForm.CENTRED_PIXELS, ScoreForm.PROBABILITIES, 80, List.of(shape)))
            .isInstanceOf(DetectException.class);
      }
    }
  }
}
