package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.GroundTruth.Label;
import io.sightline.inspection.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationTallyTest {
  private static final Box HERE = new Box(10, 10, 30, 30);
  private static final Box NEARBY = new Box(14, 10, 34, 30); // overlaps HERE by 2/3
  private static final Box ELSEWHERE = new Box(60, 60, 80, 80);

  private static JudgedPicture judged(List<Label> truth, List<Defect> calls, Verdict verdict) {
    List<Detection> found =
        calls.stream().map(c -> new Detection(0, c.className(), c.confidence(), c.box())).toList();
    return new JudgedPicture(
        "a.png", 100, 100, new GroundTruth(truth), found, List.of(), calls, verdict, calls);
  }

  private final ValidationTally tally = new ValidationTally(List.of("spur", "short"));

  private void add(JudgedPicture picture, double inferring) {
    tally.add(picture);
    tally.addInference(inferring);
  }

  @Test
  void averagePrecisionCountsEveryClassOfABoxAndTheFScoreWhatALineReports() {
    Detection best = new Detection(0, "spur", 0.6, HERE);
    Detection second = new Detection(1, "short", 0.5, HERE);
    GroundTruth truth = new GroundTruth(List.of(new Label("short", HERE)));
    tally.add(
        new JudgedPicture(
            "a.png",
            100,
            100,
            truth,
            List.of(best),
            List.of(second),
            List.of(),
            Verdict.PASS,
            List.of()));
    ValidationFigures figures = tally.figures();
    assertThat(figures.boxesOnBadParts().map50().orElseThrow()).isCloseTo(1, within(1e-9));
    assertThat(figures.deepPcbF().orElseThrow().value()).isZero();
  }

  @Test
  void partsAreCountedByWhatTheyAreAndByWhatBecameOfThem() {
    List<Label> bad = List.of(new Label("spur", HERE));
    add(judged(bad, List.of(), Verdict.PASS), 5);
    add(judged(bad, List.of(new Defect("spur", 0.9, HERE)), Verdict.FAIL), 7);
    add(judged(bad, List.of(), Verdict.REVIEW), 6);
    add(judged(List.of(), List.of(), Verdict.PASS), 20);
    add(judged(List.of(), List.of(), Verdict.REVIEW), 4);
    ValidationFigures figures = tally.figures();
    assertThat(figures.rightParts()).isEqualTo(new Proportion(3, 5));
    assertThat(figures.escapes()).isEqualTo(new Proportion(1, 3));
    assertThat(figures.overkill()).as("doubtful is not passed").isEqualTo(new Proportion(1, 2));
    assertThat(figures.review()).isEqualTo(2);
    assertThat(figures.inferenceP50()).isEqualTo(6);
    assertThat(figures.inferenceP99()).isEqualTo(20);
  }

  @Test
  void aPictureWithoutAnAnswerHasNoTime() {
    add(judged(List.of(), List.of(), Verdict.PASS), 6);
    tally.add(judged(List.of(), List.of(), Verdict.ERROR));
    tally.add(judged(List.of(), List.of(), Verdict.ERROR));

    assertThat(tally.figures().inferenceP50()).isEqualTo(6);
  }

  @Test
  void aRightCallIsNeverSpentOnAWrongOne() {
    // "short" has more confidence and overlaps the true spur, but the spur was called, too.
    tally.add(
        judged(
            List.of(new Label("spur", HERE)),
            List.of(new Defect("short", 0.9, HERE), new Defect("spur", 0.4, NEARBY)),
            Verdict.FAIL));
    ValidationFigures figures = tally.figures();
    assertThat(figures.confusion().names()).containsExactly("spur", "short", "nothing");
    assertThat(figures.confusion().counts())
        .containsExactly(List.of(1, 0, 0), List.of(0, 0, 0), List.of(0, 1, 0));
    assertThat(figures.calls())
        .containsExactly(new ClassCalls("spur", 1, 1, 1), new ClassCalls("short", 0, 1, 0));
    assertThat(figures.f1().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void theMatrixTellsAWrongClassFromACallOfNothing() {
    tally.add(
        judged(
            List.of(new Label("spur", HERE), new Label("short", ELSEWHERE)),
            List.of(
                new Defect("short", 0.8, NEARBY), new Defect("spur", 0.7, new Box(0, 80, 9, 90))),
            Verdict.FAIL));
    assertThat(tally.figures().confusion().counts())
        .containsExactly(List.of(0, 1, 0), List.of(0, 0, 1), List.of(1, 0, 0));
  }

  /** Ten thousand by ten thousand zeros would take 400 MB, and as much again for each copy. */
  @Test
  void classesThatNeverOccurShareOneRow() {
    List<String> names = IntStream.range(0, 10_000).mapToObj(id -> "class " + id).toList();
    ValidationTally many = new ValidationTally(names);
    many.add(
        judged(
            List.of(new Label("class 7", HERE)),
            List.of(new Defect("class 9", 0.9, HERE)),
            Verdict.FAIL));
    List<List<Integer>> counts = many.figures().confusion().counts();
    assertThat(counts).hasSize(10_001);
    assertThat(counts.get(7).get(9)).isEqualTo(1);
    assertThat(counts.get(8)).isSameAs(counts.get(10_000)).containsOnly(0);
    assertThat(many.figures().calls().stream().filter(ClassCalls::occurs).map(ClassCalls::name))
        .containsExactly("class 7", "class 9");
  }

  @Test
  void aCallInACrowdOfItsClassIsNeitherRightNorWrong() {
    Box region = new Box(50, 50, 90, 90);
    GroundTruth truth =
        new GroundTruth(List.of(new Label("spur", HERE)), List.of(new Label("spur", region)));
    List<Defect> calls =
        List.of(
            new Defect("spur", 0.9, HERE),
            new Defect("spur", 0.8, ELSEWHERE),
            new Defect("spur", 0.7, new Box(52, 52, 60, 60)),
            new Defect("spur", 0.7, new Box(80, 60, 101, 80)), // less than half inside the region
            new Defect("short", 0.6, ELSEWHERE));
    tally.add(
        new JudgedPicture(
            "a.png", 200, 100, truth, List.of(), List.of(), calls, Verdict.FAIL, calls));
    assertThat(tally.figures().calls())
        .containsExactly(new ClassCalls("spur", 1, 2, 1), new ClassCalls("short", 0, 1, 0));
  }

  @Test
  void withoutBadPartsTheirRateIsNotMeasurable() {
    tally.add(judged(List.of(), List.of(), Verdict.PASS));
    ValidationFigures figures = tally.figures();
    assertThat(figures.escapes().measurable()).isFalse();
    assertThat(figures.overkill().value().orElseThrow()).isZero();
    assertThat(figures.boxes().map50()).isEmpty();
    assertThat(figures.f1()).isEmpty();
    assertThat(figures.calls().get(0).recall().measurable()).isFalse();
  }
}
