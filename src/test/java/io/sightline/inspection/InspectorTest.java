package io.sightline.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectorTest {
  private static final Box SMALL = new Box(100, 100, 108, 106);
  private static final Recipe RECIPE =
      new Recipe(
          "Board",
          1,
          "Board",
          "board",
          ClassLimit.failFrom(0.5),
          Map.of("spur", new ClassLimit(0.7, 0.3, 0), "pin-hole", new ClassLimit(0.5, 0.5, 10)),
          List.of(new Box(0, 0, 50, 50)),
          1);

  @Test
  void aPartWithoutDetectionsPasses() {
    assertThat(Inspector.judge(List.of(), RECIPE))
        .isEqualTo(new Judgement(Verdict.PASS, List.of()));
  }

  @Test
  void aDetectionAtItsLimitFails() {
    assertThat(Inspector.judge(List.of(detection("open", 0.5, SMALL)), RECIPE))
        .isEqualTo(new Judgement(Verdict.FAIL, List.of(new Defect("open", 0.5, SMALL))));
  }

  @Test
  void betweenReviewAndFailAPersonDecides() {
    assertThat(Inspector.judge(List.of(detection("spur", 0.69, SMALL)), RECIPE))
        .as("and sees what is doubtful")
        .isEqualTo(new Judgement(Verdict.REVIEW, List.of(new Defect("spur", 0.69, SMALL))));
    assertThat(Inspector.judge(List.of(detection("spur", 0.3, SMALL)), RECIPE).verdict())
        .as("at the limit")
        .isEqualTo(Verdict.REVIEW);
    assertThat(Inspector.judge(List.of(detection("spur", 0.29, SMALL)), RECIPE).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void whatIsTooSmallOrInAnIgnoredZoneDoesNotCount() {
    assertThat(Inspector.judge(List.of(detection("pin-hole", 0.9, SMALL)), RECIPE).verdict())
        .isEqualTo(Verdict.PASS);
    assertThat(
            Inspector.judge(List.of(detection("open", 0.9, new Box(40, 40, 55, 55))), RECIPE)
                .verdict())
        .isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({"10, 3, FAIL", "3, 10, FAIL", "9.9, 9.9, PASS"})
  void theLongerSideIsWhatIsTooSmall(double width, double height, Verdict verdict) {
    Box box = new Box(100, 100, 100 + width, 100 + height);

    assertThat(Inspector.judge(List.of(detection("pin-hole", 0.9, box)), RECIPE).verdict())
        .isEqualTo(verdict);
  }

  /** Each box is 40 pixels wide and high, so all of them overlap the zone. */
  @ParameterizedTest
  @CsvSource({
    "100, 225, PASS",
    "99.9, 225, FAIL",
    "149.9, 225, PASS",
    "150, 225, FAIL",
    "125, 200, PASS",
    "125, 199.9, FAIL",
    "125, 249.9, PASS",
    "125, 250, FAIL"
  })
  void aZoneIgnoresWhoseCentreLiesInIt(double x, double y, Verdict verdict) {
    Recipe ignoring =
        new Recipe(
            "B",
            1,
            "B",
            "b",
            ClassLimit.failFrom(0.5),
            Map.of(),
            List.of(new Box(100, 200, 150, 250)),
            1);
    Box box = new Box(x - 20, y - 20, x + 20, y + 20);

    assertThat(Inspector.judge(List.of(detection("open", 0.9, box)), ignoring).verdict())
        .isEqualTo(verdict);
  }

  @Test
  void theSurestDefectComesFirst() {
    Detection less = detection("spur", 0.4, SMALL);
    Detection more = detection("spur", 0.6, SMALL);

    assertThat(Inspector.judge(List.of(less, more), RECIPE).defects())
        .isEqualTo(Inspector.judge(List.of(more, less), RECIPE).defects())
        .extracting(Defect::confidence)
        .containsExactly(0.6, 0.4);
  }

  @Test
  void whatIsSureCountsAmongWhatIsDoubtful() {
    Recipe two = new Recipe("B", 1, "B", "b", new ClassLimit(0.7, 0.3, 0), Map.of(), List.of(), 2);

    assertThat(
            Inspector.judge(
                List.of(detection("open", 0.9, SMALL), detection("spur", 0.4, SMALL)), two))
        .isEqualTo(
            new Judgement(
                Verdict.REVIEW,
                List.of(new Defect("open", 0.9, SMALL), new Defect("spur", 0.4, SMALL))));
  }

  @Test
  void aRecipeMayTolerateSomeDefects() {
    Recipe two = new Recipe("B", 1, "B", "b", ClassLimit.failFrom(0.5), Map.of(), List.of(), 2);
    Detection one = detection("open", 0.9, SMALL);

    Judgement passed = Inspector.judge(List.of(one), two);

    assertThat(passed.verdict()).isEqualTo(Verdict.PASS);
    assertThat(passed.defects()).hasSize(1);
    assertThat(Inspector.judge(List.of(one, one), two).verdict()).isEqualTo(Verdict.FAIL);
  }

  /** The lens may be covered, which is no reason to forget what is seen all the same. */
  @Test
  void whatIsFoundInAPictureThatShowsNothingStaysOnRecord() {
    Recipe two = new Recipe("B", 1, "B", "b", ClassLimit.failFrom(0.5), Map.of(), List.of(), 2);

    Judgement judged = Inspector.judge(List.of(detection("open", 0.9, SMALL)), two, () -> 3);

    assertThat(judged.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(judged.defects()).containsExactly(new Defect("open", 0.9, SMALL));
  }

  @Test
  void whatIsDoubtfulIsNoDefectOfAPartThatPasses() {
    Recipe two = new Recipe("B", 1, "B", "b", new ClassLimit(0.7, 0.3, 0), Map.of(), List.of(), 2);

    assertThat(Inspector.judge(List.of(detection("open", 0.4, SMALL)), two))
        .isEqualTo(new Judgement(Verdict.PASS, List.of()));
  }

  @Property
  void aMoreCertainDetectionNeverMakesAPartBetter(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    Verdict unsure =
        Inspector.judge(List.of(detection("spur", Math.min(one, other), SMALL)), RECIPE).verdict();
    Verdict sure =
        Inspector.judge(List.of(detection("spur", Math.max(one, other), SMALL)), RECIPE).verdict();

    assertThat(badness(sure)).isGreaterThanOrEqualTo(badness(unsure));
  }

  private static int badness(Verdict verdict) {
    return List.of(Verdict.PASS, Verdict.REVIEW, Verdict.FAIL).indexOf(verdict);
  }

  private static Detection detection(String name, double confidence, Box box) {
    return new Detection(0, name, confidence, box);
  }
}
