package io.sightline.detect.layout;

import static io.sightline.detect.layout.RandomAnswers.HEIGHT;
import static io.sightline.detect.layout.RandomAnswers.WIDTH;
import static io.sightline.detect.layout.RandomAnswers.as;
import static io.sightline.detect.layout.RandomAnswers.away;
import static io.sightline.detect.layout.RandomAnswers.box;
import static io.sightline.detect.layout.RandomAnswers.centred;
import static io.sightline.detect.layout.RandomAnswers.flat;
import static io.sightline.detect.layout.RandomAnswers.head;
import static io.sightline.detect.layout.RandomAnswers.joined;
import static io.sightline.detect.layout.RandomAnswers.rows;
import static io.sightline.detect.layout.RandomAnswers.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.detect.layout.Layout.Kind;
import io.sightline.detect.layout.PlainDecoding.Found;
import io.sightline.inspection.Box;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests the decoders on random tensors against a plain reading of each layout's definition. */
class HeadsTest {
  private static final int GRID_CELLS = 40 * 32 + 20 * 16 + 10 * 8;

  private static void same(YoloHead head, List<FloatBuffer> answer, float at, List<Found> wanted) {
    Candidates found = new Candidates(head.capacity());
    head.decode(answer, at, found);
    assertThat(found.count()).isEqualTo(wanted.size());
    for (int i = 0; i < wanted.size(); i++) {
      Box box = wanted.get(i).box();
      assertThat(found.classId[i]).isEqualTo(wanted.get(i).classId());
      assertThat((double) found.score[i]).isCloseTo(wanted.get(i).score(), within(1e-5));
      assertThat((double) found.x1[i]).isCloseTo(box.x1(), within(0.01));
      assertThat((double) found.y1[i]).isCloseTo(box.y1(), within(0.01));
      assertThat((double) found.x2[i]).isCloseTo(box.x2(), within(0.01));
      assertThat((double) found.y2[i]).isCloseTo(box.y2(), within(0.01));
    }
  }

  @Property(tries = 50)
  void boxByBoxWithObjectness(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 90) int classes,
      @ForAll @IntRange(min = 1, max = 200) int boxes,
      @ForAll @IntRange(min = 0, max = 3) int more) {
    Random random = new Random(seed);
    float[][] rows =
        rows(boxes, i -> joined(centred(random), scores(random, 1 + classes), new float[more]));
    float threshold = 0.05f + random.nextFloat() * 0.7f;
    List<List<Long>> shapes = List.of(List.of(1L, (long) boxes, 5L + classes + more));
    for (Kind kind : List.of(Kind.YOLOV5, Kind.YOLOX_DECODED)) {
      same(
          head(kind, BoxForm.CENTRED_PIXELS, ScoreForm.PROBABILITIES, classes, shapes),
          List.of(flat(rows)),
          threshold,
          PlainDecoding.yoloV5(rows, threshold).stream()
              .filter(one -> one.classId() < classes)
              .toList());
    }
  }

  @Property(tries = 50)
  void boxByBoxWithoutObjectness(
      @ForAll long seed,
      @ForAll BoxForm form,
      @ForAll @IntRange(min = 1, max = 90) int classes,
      @ForAll @IntRange(min = 1, max = 200) int boxes) {
    Random random = new Random(seed);
    float[][] places = rows(boxes, i -> centred(random));
    float[][] scores = rows(boxes, i -> scores(random, classes));
    float[][] rows = rows(boxes, i -> joined(as(form, places[i]), scores[i]));
    float threshold = 0.05f + random.nextFloat() * 0.9f;
    List<Found> wanted = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores[i][c] > scores[i][best] ? c : best;
      }
      if (scores[i][best] >= threshold) {
        wanted.add(new Found(best, scores[i][best], box(places[i])));
      }
    }
    List<List<Long>> shapes = List.of(List.of(1L, (long) boxes, 4L + classes));
    for (Kind kind : List.of(Kind.YOLOV8_ROWS, Kind.DETR_ROWS)) {
      YoloHead head = head(kind, form, ScoreForm.PROBABILITIES, classes, shapes);
      same(head, List.of(flat(rows)), threshold, wanted);
      assertThat(head.isSuppressed()).isEqualTo(kind == Kind.DETR_ROWS);
    }
  }

  @Property(tries = 30)
  void theRawGridWithItsSigmoidInTheGraphAndWithout(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int classes) {
    Random random = new Random(seed);
    float[][] raw =
        rows(
            GRID_CELLS,
            i -> {
              float[] row = new float[5 + classes];
              for (int c = 0; c < row.length; c++) {
                row[c] = (float) random.nextGaussian() * 2;
              }
              return row;
            });
    float[][] sure =
        rows(
            GRID_CELLS,
            i -> {
              float[] row = raw[i].clone();
              for (int c = 4; c < row.length; c++) {
                row[c] = (float) (1 / (1 + Math.exp(-row[c])));
              }
              return row;
            });
    float threshold = 0.3001f;
    List<Found> wanted = PlainDecoding.yolox(sure, WIDTH, HEIGHT, threshold);
    List<List<Long>> shapes = List.of(List.of(1L, (long) GRID_CELLS, 5L + classes));
    same(
        head(Kind.YOLOX, BoxForm.CENTRED_PIXELS, ScoreForm.PROBABILITIES, classes, shapes),
        List.of(flat(sure)),
        threshold,
        wanted);
    Candidates found = new Candidates(GRID_CELLS);
    head(Kind.YOLOX, BoxForm.CENTRED_PIXELS, ScoreForm.LOGITS, classes, shapes)
        .decode(List.of(flat(raw)), threshold, found);
    // Rounding of the sigmoid may decide at the exact threshold.
    assertThat(found.count()).isCloseTo(wanted.size(), within(1));
  }

  /** YOLO-NAS at 1280 with COCO's classes: a box counts once for each class that it is sure of. */
  @Test
  void asManyBoxesAndClassesAsTheLargestDetectorsHave() {
    int boxes = 33_600;
    int classes = 80;
    float[] places = new float[4 * boxes];
    for (int i = 0; i < boxes; i++) {
      places[4 * i + 2] = 8;
      places[4 * i + 3] = 8;
    }
    float[] sure = new float[boxes * classes];
    Arrays.fill(sure, 0.5f);
    YoloHead head =
        head(
            Kind.SSD,
            BoxForm.CORNERS_PIXELS,
            ScoreForm.PROBABILITIES,
            classes,
            List.of(List.of(1L, (long) boxes, 4L), List.of(1L, (long) boxes, (long) classes)));
    Candidates found = new Candidates(head.capacity());

    head.decode(List.of(FloatBuffer.wrap(places), FloatBuffer.wrap(sure)), 0.4f, found);

    assertThat(found.count()).isEqualTo(boxes * classes);
    assertThat(found.classId(boxes * classes - 1)).isEqualTo(classes - 1);
  }

  @Property(tries = 50)
  void listsThatAreSuppressedAlready(
      @ForAll long seed,
      @ForAll BoxForm form,
      @ForAll @IntRange(min = 1, max = 90) int classes,
      @ForAll @IntRange(min = 0, max = 200) int boxes,
      @ForAll @IntRange(min = 0, max = 200) int counted) {
    Random random = new Random(seed);
    float[][] places = rows(boxes, i -> centred(random));
    float[] sure = scores(random, boxes);
    int[] labels = random.ints(boxes, 0, classes).toArray();
    float[][] six = rows(boxes, i -> joined(as(form, places[i]), new float[] {sure[i], labels[i]}));
    float[][] seven =
        rows(
            boxes,
            i -> joined(new float[1], as(form, places[i]), new float[] {labels[i], sure[i]}));
    List<Found> wanted = new ArrayList<>();
    List<Found> wantedOfCounted = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      if (sure[i] >= 0.4f) {
        Found found = new Found(labels[i], sure[i], box(places[i]));
        wanted.add(found);
        if (i < counted) {
          wantedOfCounted.add(found);
        }
      }
    }
    same(
        head(
            Kind.END_TO_END, form, ScoreForm.PROBABILITIES, classes, List.of(List.of(1L, -1L, 6L))),
        List.of(flat(six)),
        0.4f,
        wanted);
    same(
        head(
            Kind.END_TO_END_BATCH,
            form,
            ScoreForm.PROBABILITIES,
            classes,
            List.of(List.of(-1L, 7L))),
        List.of(flat(seven)),
        0.4f,
        wanted);
    float[] fromOne = new float[boxes];
    for (int i = 0; i < boxes; i++) {
      fromOne[i] = labels[i] + 1;
    }
    List<List<Long>> shapes = List.of(List.of(-1L, 4L), List.of(-1L), List.of(-1L), List.of(1L));
    same(
        head(Kind.LISTED, form, ScoreForm.AFTER_BACKGROUND, classes, shapes),
        List.of(
            flat(rows(boxes, i -> as(form, places[i]))),
            FloatBuffer.wrap(sure),
            FloatBuffer.wrap(fromOne),
            FloatBuffer.wrap(new float[] {counted})),
        0.4f,
        wantedOfCounted);
  }

  @Property(tries = 50)
  void boxesAndScoresApart(
      @ForAll long seed,
      @ForAll BoxForm form,
      @ForAll ScoreForm scores,
      @ForAll @IntRange(min = 1, max = 20) int classes,
      @ForAll @IntRange(min = 1, max = 200) int boxes) {
    Random random = new Random(seed);
    float[][] places = rows(boxes, i -> centred(random));
    boolean logits = scores == ScoreForm.LOGITS;
    float[][] sure = rows(boxes, i -> scores(random, scores.background() + classes));
    for (float[] row : sure) {
      for (int c = 0; logits && c < row.length; c++) {
        row[c] = away(random, Math.log(0.6 / 0.4));
      }
    }
    List<Found> wanted = new ArrayList<>();
    for (int i = 0; i < boxes; i++) {
      for (int c = 0; c < classes; c++) {
        float number = sure[i][scores.first() + c];
        double score = logits ? 1 / (1 + Math.exp(-number)) : number;
        if (score >= 0.6f) {
          wanted.add(new Found(c, score, box(places[i])));
        }
      }
    }
    if (scores.background() > 0) {
      wanted = PlainDecoding.inside(wanted, WIDTH, HEIGHT);
    }
    List<List<Long>> shapes =
        List.of(
            List.of(1L, (long) boxes, 4L),
            List.of(1L, (long) boxes, (long) scores.background() + classes));
    List<FloatBuffer> answer = List.of(flat(rows(boxes, i -> as(form, places[i]))), flat(sure));
    YoloHead head = head(Kind.SSD, form, scores, classes, shapes);
    assertThat(head.isSuppressed()).isFalse();
    same(head, answer, 0.6f, wanted);
  }

  @Property(tries = 20)
  void aSecondPictureIsReadAsByAFreshDecoder(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 300) int boxes) {
    Random random = new Random(seed);
    int classes = 80;
    List<Long> together = List.of(1L, (long) boxes, 4L + classes);
    List<List<Long>> apart = List.of(List.of(1L, (long) boxes, 4L), List.of(1L, (long) boxes, 80L));
    for (Kind kind : List.of(Kind.YOLOV8_ROWS, Kind.SSD)) {
      List<List<Long>> shapes = kind == Kind.SSD ? apart : List.of(together);
      BoxForm form = BoxForm.CENTRED_PIXELS;
      List<List<FloatBuffer>> pictures = new ArrayList<>();
      for (int picture = 0; picture < 2; picture++) {
        float[][] places = rows(boxes, i -> centred(random));
        float[][] sure = rows(boxes, i -> scores(random, classes));
        pictures.add(
            kind == Kind.SSD
                ? List.of(flat(places), flat(sure))
                : List.of(flat(rows(boxes, i -> joined(places[i], sure[i])))));
      }
      YoloHead used = head(kind, form, ScoreForm.PROBABILITIES, classes, shapes);
      used.decode(pictures.get(0), 0.95f, new Candidates(used.capacity()));
      Candidates found = new Candidates(used.capacity());
      used.decode(pictures.get(1), 0.95f, found);
      Candidates wanted = new Candidates(used.capacity());
      head(kind, form, ScoreForm.PROBABILITIES, classes, shapes)
          .decode(pictures.get(1), 0.95f, wanted);
      assertThat(found.count()).isPositive().isEqualTo(wanted.count());
      assertThat(found.x1).isEqualTo(wanted.x1);
      assertThat(found.score).isEqualTo(wanted.score);
    }
  }
}
