package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The page that is signed says what decided, and nothing that did not. */
class RecipeRulesTest {
  private static final Recipe RECIPE =
      new Recipe("B", 1, "B", "b", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1);

  @Test
  void ofBoxesThatOverlapTheSurerCounts() {
    assertThat(RecipeRules.of(RECIPE, OptionalDouble.of(0.6)).get("Overlap"))
        .contains("0.6", "the surer counts");
  }

  @Test
  void whereTheNetworkHasChosenItselfEachBoxCounts() {
    assertThat(RecipeRules.of(RECIPE, OptionalDouble.empty()).get("Overlap"))
        .contains("each box counts")
        .doesNotContain("surer");
  }

  @Test
  void zonesAndOverlapsAreSaidAsTheyDecide() {
    Recipe recipe =
        new Recipe(
            "B",
            1,
            "B",
            "b",
            ClassLimit.failFrom(0.5),
            Map.of(),
            List.of(new Box(0, 0.25, 100.5, 640)),
            1);
    assertThat(RecipeRules.of(recipe, OptionalDouble.of(0.9996)))
        .containsEntry("Ignored zones", "0, 0.25 to 100.5, 640 px")
        .extractingByKey("Overlap")
        .asString()
        .contains("0.9996");
  }
}
