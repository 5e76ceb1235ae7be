package io.sightline.detect.layout;

import static io.sightline.detect.layout.RandomAnswers.HEIGHT;
import static io.sightline.detect.layout.RandomAnswers.WIDTH;
import static io.sightline.detect.layout.RandomAnswers.centred;
import static io.sightline.detect.layout.RandomAnswers.flat;
import static io.sightline.detect.layout.RandomAnswers.head;
import static io.sightline.detect.layout.RandomAnswers.joined;
import static io.sightline.detect.layout.RandomAnswers.rows;
import static io.sightline.detect.layout.RandomAnswers.scores;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.layout.Layout.Kind;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Tests that boxes are added again with their further classes, which change nothing else. */
class FurtherClassesTest {
  private static final int CELLS = (WIDTH / 8) * (HEIGHT / 8) + (WIDTH / 16) * (HEIGHT / 16);

  /** A box as a line of text, so that whole lists compare. */
  private static String text(Candidates all, int i) {
    return "%d %s %s %s %s".formatted(all.classId(i), all.x1(i), all.y1(i), all.x2(i), all.y2(i));
  }

  private static List<String> text(Candidates all, NonMaximumSuppression kept, boolean further) {
    return IntStream.range(0, kept.count())
        .map(kept::kept)
        .filter(i -> all.further(i) == further)
        .mapToObj(i -> text(all, i) + " " + all.score(i))
        .toList();
  }

  private static YoloHead of(Kind kind, int classes, int columns, int boxes) {
    List<Long> shape =
        kind == Kind.YOLOV8
            ? List.of(1L, (long) columns, (long) boxes)
            : List.of(1L, (long) boxes, (long) columns);
    return head(kind, BoxForm.CENTRED_PIXELS, ScoreForm.PROBABILITIES, classes, List.of(shape));
  }

  private static FloatBuffer transposed(float[][] rows) {
    return flat(
        rows(
            rows[0].length,
            c -> {
              float[] column = new float[rows.length];
              for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][c];
              }
              return column;
            }));
  }

  @Property(tries = 60)
  void aBoxIsAddedAgainForEveryOtherClassThatIsSureEnough(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int classes,
      @ForAll @IntRange(min = 1, max = 900) int thousandths,
      @ForAll @DoubleRange(min = 0, max = 1) double iou,
      @ForAll @IntRange(min = 1, max = 60) int most) {
    for (Kind kind : List.of(Kind.YOLOV8, Kind.YOLOV8_ROWS, Kind.YOLOV5, Kind.YOLOX)) {
      Random random = new Random(seed);
      float least = thousandths / 1000f;
      boolean objects = kind == Kind.YOLOV5 || kind == Kind.YOLOX;
      int first = objects ? 5 : 4;
      float[][] rows =
          rows(
              kind == Kind.YOLOX ? CELLS : 60,
              i -> joined(centred(random), scores(random, first - 4 + classes)));
      if (kind == Kind.YOLOX) {
        for (float[] row : rows) {
          row[2] = row[3] = 1; // an exponent: random sizes would be infinite
        }
      }
      FloatBuffer answer = kind == Kind.YOLOV8 ? transposed(rows) : flat(rows);
      YoloHead head = of(kind, classes, first + classes, rows.length);
      Candidates best = new Candidates(4);
      Candidates every = new Candidates(4, true);
      head.decode(List.of(answer), least, best);
      head.decode(List.of(answer), least, every);

      List<Integer> firsts =
          IntStream.range(0, every.count()).filter(i -> !every.further(i)).boxed().toList();
      assertThat(firsts.stream().map(i -> text(every, i)))
          .containsExactlyElementsOf(
              IntStream.range(0, best.count()).mapToObj(i -> text(best, i)).toList());
      int wanted = 0;
      for (float[] row : rows) {
        float object = objects ? row[4] : 1;
        for (int c = 0; c < classes; c++) {
          wanted += object * row[first + c] >= least ? 1 : 0;
        }
      }
      assertThat(every.count()).isEqualTo(wanted);
      for (int i = 0; i < every.count(); i++) {
        if (every.further(i)) {
          assertThat(every.x1(i)).isEqualTo(every.x1(i - 1));
          assertThat(every.y2(i)).isEqualTo(every.y2(i - 1));
        }
      }

      NonMaximumSuppression alone = new NonMaximumSuppression(4, iou, most);
      NonMaximumSuppression together = new NonMaximumSuppression(4, iou, most);
      alone.choose(best);
      together.choose(every);
      assertThat(text(every, together, false)).isEqualTo(text(best, alone, false));
    }
  }

  @Property(tries = 30)
  void aFurtherClassIsRemovedByASurerBoxOfThatClassAndRemovesNoneOfIts(
      @ForAll @IntRange(min = 10, max = 89) int hundredths) {
    float[][] rows = {
      {50, 50, 20, 20, 0.95f, hundredths / 100f}, {50, 50, 20, 20, 0.05f, 0.9f},
    };
    YoloHead head = of(Kind.YOLOV8_ROWS, 2, 6, 2);
    Candidates all = new Candidates(4, true);
    head.decode(List.of(flat(rows)), 0.01f, all);
    NonMaximumSuppression kept = new NonMaximumSuppression(4, 0.5, 10);
    kept.choose(all);
    assertThat(text(all, kept, false)).hasSize(2);
    assertThat(text(all, kept, true)).isEmpty();
    rows[0][5] = 0.94f;
    all.clear();
    head.decode(List.of(flat(rows)), 0.01f, all);
    kept.choose(all);
    assertThat(text(all, kept, false)).as("a surer further class removes no box").hasSize(2);
    assertThat(text(all, kept, true)).hasSize(1);
  }
}
