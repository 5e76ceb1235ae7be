package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Defect;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of a misjudged part's many boxes the most confident are kept, and the one that decided. */
class WorstCasesTest {
  @Test
  void theBoxThatDecidedIsKeptHoweverFaint() {
    Recipe recipe =
        new Recipe(
            "A",
            1,
            "A",
            "a",
            ClassLimit.failFrom(0.9),
            Map.of("spur", new ClassLimit(0.4, 0.2, 0)),
            List.of(),
            1);
    List<Defect> counted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      counted.add(new Defect("open", 0.8 - 0.01 * i, new Box(i, 0, i + 1, 1)));
    }
    Defect decisive = new Defect("spur", 0.25, new Box(60, 0, 61, 1));
    counted.add(decisive);
    WorstCases cases = new WorstCases(recipe, 2);

    cases.add(
        new JudgedPicture(
            "a.png",
            100,
            100,
            GroundTruth.GOOD,
            List.of(),
            List.of(),
            counted,
            Verdict.REVIEW,
            List.of()));

    assertThat(cases.falseCalls().get(0).counted())
        .hasSizeLessThan(counted.size())
        .startsWith(counted.get(0), counted.get(1))
        .endsWith(decisive);
  }
}
