package io.sightline.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "0, 0, 640, 480, 0|its zone from 0,0 to 640,480 covers all of them and nothing would count",
        "-5, -5, 9000, 9000, 0|its zone from -5,-5 to 9000,9000 covers all of them and nothing would count",
        "640, 0, 700, 50, 0|its zone from 640,0 to 700,50 lies outside them",
        "0, -9, 50, 0, 0|its zone from 0,-9 to 50,0 lies outside them",
        "0, 0, 639.5, 480, 0|none",
        "639, 479, 9000, 9000, 640|none",
        "0, 0, 10, 10, 641|nothing in them reaches its minimumSize of 641"
      })
  void zonesAndSizesAreForPicturesOfTheirSize(String numbers, @Nullable String misfit) {
    double[] of = Arrays.stream(numbers.split(", ")).mapToDouble(Double::parseDouble).toArray();
    Recipe recipe =
        new Recipe(
            "B",
            1,
            "B",
            "b",
            ClassLimit.failFrom(0.5),
            Map.of("spur", new ClassLimit(0.5, 0.5, of[4])),
            List.of(new Box(of[0], of[1], of[2], of[3])),
            1);

    assertThat(recipe.misfit(640, 480).map(Misfit::reason)).isEqualTo(Optional.ofNullable(misfit));
  }

  @Test
  void zonesThatLeaveNothingTogetherAreForOtherPictures() {
    Box left = new Box(-1, 0, 400, 500);
    Box right = new Box(390, -1, 700, 480);
    Box hole = new Box(390, -1, 639, 480);
    assertThat(ignoring(left, right).misfit(640, 480).map(Misfit::reason))
        .hasValue("its 2 zones cover all of them and nothing would count");
    assertThat(ignoring(left, hole).misfit(640, 480)).isEmpty();
    assertThat(ignoring(left, hole, new Box(600, 0, 641, 479)).misfit(640, 480)).isEmpty();
    assertThat(ignoring(left, hole, new Box(600, 0, 641, 480)).misfit(640, 480)).isPresent();
  }

  private static Recipe ignoring(Box... zones) {
    return new Recipe("B", 1, "B", "b", ClassLimit.failFrom(0.5), Map.of(), List.of(zones), 1);
  }
}
