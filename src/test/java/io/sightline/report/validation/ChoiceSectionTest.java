package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Recipe;
import io.sightline.report.validation.ChosenLimits.Outcome;
import io.sightline.report.validation.PartScores.Counting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chosen limits fit on the page that is signed, and so do the curve's labels. */
class ChoiceSectionTest {
  private static final Pattern LEFT_LABEL =
      Pattern.compile("<text x=\"([0-9.]+)\" y=\"[0-9.]+\" text-anchor=\"end\">([^<]+)</text>");

  /** A picture's font, in the drawing's units. */
  private static final double LETTERS = 14;

  @Test
  void noLabelOfTheCurveIsCutOff() {
    List<MatchResult> labels =
        LEFT_LABEL.matcher(section(Map.of("spur", 0.5), new Proportion(2, 2))).results().toList();

    assertThat(labels).extracting(each -> each.group(2)).contains("0.00 %", "100.00 %");
    assertThat(labels)
        .allSatisfy(
            each ->
                assertThat(
                        Double.parseDouble(each.group(1)) - LETTERS * widthInArial(each.group(2)))
                    .as(each.group(2))
                    .isPositive());
  }

  private static double widthInArial(String text) {
    return text.chars()
        .mapToDouble(c -> c == '%' ? 0.889 : c == '.' || c == ' ' ? 0.278 : 0.556)
        .sum();
  }

  @Test
  void ofManyClassesThoseWithTheSameLimitsAreOneRow() {
    Map<String, Double> limits = new LinkedHashMap<>();
    for (int i = 0; i < 80; i++) {
      limits.put("class%d".formatted(i), i == 3 ? 0.9 : i == 7 ? 0.8 : 0.7);
    }

    String section = section(limits, new Proportion(0, 2));

    assertThat(section)
        .contains(
            "<tr><th>class3</th><td>0.250</td><td>0.900</td></tr><tr><th>class7</th><td>0.250</td><td>0.800</td></tr><tr><th>the 78 other classes</th><td>0.250</td><td>0.700</td></tr></table>")
        .doesNotContain("class4");
    assertThat(LimitText.of(limits))
        .isEqualTo("class3 0.900, class7 0.800, the 78 other classes 0.700");
  }

  @Test
  void ofFewClassesEachHasItsRow() {
    Map<String, Double> limits = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      limits.put("class%d".formatted(i), 0.7);
    }
    assertThat(section(limits, new Proportion(0, 2)).split("<td>0.700</td>", -1)).hasSize(11);

    limits.put("another", 0.7);
    assertThat(LimitText.of(limits)).isEqualTo("all 11 classes 0.700");
  }

  private static String section(Map<String, Double> limits, Proportion escapes) {
    Recipe recipe = new Recipe("A", 1, "A", "a", ClassLimit.failFrom(0.25), Map.of(), List.of(), 1);
    Outcome outcome = new Outcome(escapes, new Proportion(0, 2));
    StringBuilder html = new StringBuilder();
    new ChoiceSection(
            recipe,
            new ChosenLimits(
                ChoiceGoal.parse("cost=20"), Counting.PARTS, limits, outcome, outcome, List.of()))
        .write(html);
    return html.toString();
  }
}
