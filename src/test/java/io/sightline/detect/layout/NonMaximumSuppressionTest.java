package io.sightline.detect.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.onnx.DetectException;
import io.sightline.inspection.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Tests greedy suppression against its definition. */
class NonMaximumSuppressionTest {
  @Property
  void itKeepsWhatTheDefinitionKeeps(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 150) int count,
      @ForAll @DoubleRange(min = 0, max = 1) double iou,
      @ForAll @IntRange(min = 1, max = 200) int most) {
    Candidates candidates = random(seed, count);
    NonMaximumSuppression suppression = new NonMaximumSuppression(20, iou, most);
    suppression.choose(candidates);
    assertThat(kept(suppression)).isEqualTo(definition(candidates, iou, most));
  }

  /**
   * In descending confidence, stable among equals: keeps a box unless a kept one of its class
   * overlaps it.
   */
  private static List<Integer> definition(Candidates candidates, double iou, int most) {
    List<Integer> kept = new ArrayList<>();
    IntStream.range(0, candidates.count())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -candidates.score[i]))
        .forEach(
            i -> {
              if (kept.size() < most
                  && kept.stream()
                      .noneMatch(
                          k ->
                              candidates.classId[k] == candidates.classId[i]
                                  && box(candidates, k).iou(box(candidates, i)) > iou)) {
                kept.add(i);
              }
            });
    return kept;
  }

  private static Box box(Candidates c, int i) {
    return new Box(c.x1[i], c.y1[i], c.x2[i], c.y2[i]);
  }

  private static List<Integer> kept(NonMaximumSuppression suppression) {
    return IntStream.range(0, suppression.count()).mapToObj(suppression::kept).toList();
  }

  /** Creates boxes on whole pixels, so that overlaps are exact, with some equal confidences. */
  private static Candidates random(long seed, int count) {
    Random random = new Random(seed);
    Candidates candidates = new Candidates(20);
    for (int i = 0; i < count; i++) {
      candidates.addCentred(
          random.nextInt(60),
          random.nextInt(60),
          2 * (1 + random.nextInt(20)),
          2 * (1 + random.nextInt(20)),
          random.nextInt(33) / 32f,
          random.nextInt(3));
    }
    return candidates;
  }

  @Example
  void boxesOfDifferentClassesDoNotSuppressEachOther() {
    Candidates candidates = new Candidates(3);
    candidates.addCentred(10, 10, 8, 8, 0.9f, 0);
    candidates.addCentred(10, 10, 8, 8, 0.8f, 1);
    candidates.addCentred(10, 10, 8, 8, 0.7f, 0);
    NonMaximumSuppression suppression = new NonMaximumSuppression(3, 0.5, 10);
    suppression.choose(candidates);
    assertThat(kept(suppression)).containsExactly(0, 1);
  }

  @Example
  void nothingGivesNothing() {
    NonMaximumSuppression suppression = new NonMaximumSuppression(10, 0.5, 10);
    suppression.choose(random(1, 10));
    suppression.choose(new Candidates(10));
    assertThat(suppression.count()).isZero();
  }

  @Example
  void whatWouldFillTheMemoryIsRefused() {
    Candidates candidates = new Candidates(1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= 1 << 22; i++) {
                candidates.addCorners(0, 0, 8, 8, 0.5f, 0);
              }
            })
        .isInstanceOf(DetectException.class)
        .hasMessageContaining("more than 4194304 boxes in one picture");
  }
}
