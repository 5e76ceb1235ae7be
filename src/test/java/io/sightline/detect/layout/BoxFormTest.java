package io.sightline.detect.layout;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A box that does not prove a wrong unit must not cost a part its verdict. */
class BoxFormTest {
  @ParameterizedTest
  @CsvSource({
    "CORNERS_PIXELS, 0, 0, 1, 1, 0.2", // unsure
    "CENTRED_NORMALISED, 300, 200, 40, 30, 0.2",
    "CENTRED_PIXELS, 1, 1, 0, 0, 0.9", // of size zero
    "CORNERS_PIXELS, 1, 1, 1, 1, 0.9",
    "CORNERS_NORMALISED, -3, 0.2, 4, 0.9, 0.9", // beyond the picture
    "CORNERS_PIXELS, -40, -30, 1, 1, 0.9"
  })
  void whatProvesNothingIsNotRefused(
      BoxForm form, float a, float b, float c, float d, float confidence) {
    assertThatCode(() -> form.checkUnit(a, b, c, d, confidence, 7)).doesNotThrowAnyException();
  }
}
