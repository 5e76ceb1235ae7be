package io.sightline.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @ParameterizedTest
  @CsvSource({"0.5, 0.3, 0.8, 0.3", "0.5, 0.8, 0.3, 0.3", "0.2, 0.3, 0.8, 0.2"})
  void theLowestOfAllLimitsIsTheLeastThatMatters(
      double standard, double one, double other, double lowest) {
    Map<String, ClassLimit> limits =
        Map.of("spur", new ClassLimit(0.9, one, 0), "open", new ClassLimit(0.9, other, 0));
    Recipe recipe =
        new Recipe("B", 1, "B", "b", new ClassLimit(0.9, standard, 0), limits, List.of(), 1);

    assertThat(recipe.lowestConfidence()).isEqualTo(lowest);
  }
}
