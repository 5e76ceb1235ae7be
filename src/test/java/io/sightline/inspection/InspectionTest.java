package io.sightline.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.GroundTruth.Label;
import io.sightline.inspection.Inspection.ModelVersion;
import io.sightline.inspection.Inspection.RecipeVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which verdicts are an escape or overkill, if the truth is known. */
class InspectionTest {
  private static final List<Label> SOME = List.of(new Label("open", new Box(1, 1, 9, 9)));
  private static final Map<String, Optional<GroundTruth>> TRUTHS =
      Map.of(
          "unknown", Optional.empty(),
          "good", Optional.of(GroundTruth.GOOD),
          "defect", Optional.of(new GroundTruth(SOME)),
          "crowd", Optional.of(new GroundTruth(List.of(), SOME)));

  @ParameterizedTest
  @CsvSource({
    "PASS, unknown, false, false",
    "PASS, good, false, false",
    "PASS, defect, true, false",
    "PASS, crowd, true, false",
    "FAIL, unknown, false, false",
    "FAIL, good, false, true",
    "FAIL, defect, false, false",
    "FAIL, crowd, false, false",
    "REVIEW, unknown, false, false",
    "REVIEW, good, false, true",
    "REVIEW, defect, false, false",
    "REVIEW, crowd, false, false",
    "ERROR, unknown, false, false",
    "ERROR, good, false, true",
    "ERROR, defect, false, false",
    "ERROR, crowd, false, false"
  })
  void aVerdictIsWrongInOneOfTwoWays(
      Verdict verdict, String truth, boolean escape, boolean overkill) {
    Inspection judged = judged(verdict, TRUTHS.getOrDefault(truth, Optional.empty()));

    assertThat(judged.escape()).as("escape").isEqualTo(escape);
    assertThat(judged.overkill()).as("overkill").isEqualTo(overkill);
  }

  private static Inspection judged(Verdict verdict, Optional<GroundTruth> truth) {
    Instant now = Instant.EPOCH;
    return new Inspection(
        InspectionId.next(now),
        new Part("Line 1", 1, "", now),
        "",
        new RecipeVersion("Board", 1, "Board", Optional.empty()),
        new ModelVersion("board", "1", "0".repeat(64), "cpu"),
        now,
        verdict,
        List.of(),
        new StageTimes(0, 0, 0, 0, 0),
        "",
        Optional.empty(),
        truth,
        verdict == Verdict.ERROR ? Optional.of("The engine stumbled") : Optional.empty());
  }
}
