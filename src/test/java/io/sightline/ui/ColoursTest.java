package io.sightline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen's colours: each defined once, each text legible on its background. */
class ColoursTest {
  private static final Pattern NAMED = Pattern.compile("(-sl-[a-z-]+): #([0-9a-f]{6});");

  @ParameterizedTest
  @CsvSource({
    "text,ground",
    "text,surface",
    "text,raised",
    "text,raised-hover",
    "text,well",
    "muted,ground",
    "muted,surface",
    "muted,raised",
    "muted,well",
    "pass,pass-ground",
    "fail,fail-ground",
    "review,review-ground",
    "error,error-ground",
    "box-text,box",
    "box-text,box-review",
    "pass-faded,pass-still",
    "fail,fail-still",
    "text,review-still",
    "error,error-still",
    "alarm-text,alarm-ground",
    "alarm-button-text,alarm-button",
    "alarm-ground,surface",
    "alarm-ground,raised",
    "text,fail-ground"
  })
  void textIsReadable(String text, String ground) throws IOException {
    Map<String, Integer> colours = colours();

    assertThat(contrast(colour(colours, text), colour(colours, ground)))
        .as("WCAG 2.2 contrast, AA")
        .isGreaterThanOrEqualTo(4.5);
  }

  /** The colours by which a verdict that is over differs most from a live one. */
  @ParameterizedTest
  @CsvSource({
    "pass,pass-faded",
    "fail-ground,fail-still",
    "review-ground,review-still",
    "error-ground,error-still"
  })
  void aVerdictThatIsOverIsToldFromALiveOne(String live, String over) throws IOException {
    Map<String, Integer> colours = colours();

    assertThat(contrast(colour(colours, live), colour(colours, over))).isGreaterThanOrEqualTo(1.5);
  }

  /** Marks of the chosen tab, of boxes that are switched on, and of keyboard focus. */
  @ParameterizedTest
  @CsvSource({"accent,surface", "accent,raised", "accent,ground"})
  void aMarkIsSeen(String mark, String ground) throws IOException {
    Map<String, Integer> colours = colours();

    assertThat(contrast(colour(colours, mark), colour(colours, ground)))
        .as("WCAG 2.2 contrast of what is no text")
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void wordsAreNeverDimmed() throws IOException {
    assertThat(sheet().lines().filter(line -> line.contains("-fx-opacity: 0.")))
        .allMatch(line -> line.contains(".image-view") || line.contains(":disabled"));
  }

  @Test
  void coloursAreNamedInOnePlace() throws IOException {
    String sheet = sheet();
    String rules = sheet.substring(sheet.indexOf("}", sheet.indexOf(".root {")));

    assertThat(rules).doesNotContainPattern("#[0-9a-fA-F]{6}|rgb\\(|: (white|black|red|green)");
  }

  private static int colour(Map<String, Integer> colours, String name) {
    return Objects.requireNonNull(colours.get("-sl-" + name), name);
  }

  /**
   * Contrast ratio by WCAG 2.2: lighter over darker relative luminance, each plus 0.05 for flare.
   */
  private static double contrast(int one, int other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static Map<String, Integer> colours() throws IOException {
    return NAMED
        .matcher(sheet())
        .results()
        .collect(Collectors.toMap(hit -> hit.group(1), hit -> Integer.parseInt(hit.group(2), 16)));
  }

  private static String sheet() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ColoursTest.class.getResourceAsStream("/io/sightline/ui/sightline.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
