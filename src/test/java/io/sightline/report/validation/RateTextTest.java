package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounding must not turn few into none, or nearly all into all. */
class RateTextTest {
  @ParameterizedTest
  @CsvSource({
    "20000, 20000, 100.00 %",
    "19999, 20000, 99.995 %",
    "999999, 1000000, 99.9999 %",
    "9999, 10000, 99.99 %",
    "1, 3, 33.33 %",
    "1, 10000, 0.01 %",
    "1, 20001, 0.005 %",
    "1, 1000000, 0.0001 %",
    "0, 1000000, 0.00 %"
  })
  void percentSayAllOrNoneOnlyIfItIsSo(long count, long of, String text) {
    assertThat(RateText.percent((double) count / of)).isEqualTo(text);
    assertThat(Html.rate(new Proportion(count, of))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0000",
    "0.99996, 0.99996",
    "0.25, 0.2500",
    "0.00004, 0.00004",
    "0, 0.0000",
    "0.9999999999999999, 1.0000"
  })
  void decimalsSayOneOrNoneOnlyIfItIsSo(double value, String text) {
    assertThat(RateText.decimal(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.000",
    "0.9996, 0.9996",
    "0.5005, 0.5005",
    "0.69, 0.690",
    "0.3333333333, 0.333",
    "0.99999997, 0.99999997",
    "0, 0.000"
  })
  void limitsAreShownAsTheyDecide(double limit, String text) {
    assertThat(LimitText.of(limit)).isEqualTo(text);
  }

  @Test
  void confidencesHaveThreeDecimals() {
    assertThat(LimitText.confidence(0.58823529)).isEqualTo("0.588");
    assertThat(LimitText.confidence(0.5005)).isEqualTo("0.501");
    assertThat(LimitText.confidence(0.9998)).as("below a limit of 1").isEqualTo("0.9998");
  }
}
