package io.sightline.report.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProportionTest {
  @Test
  void agreesWithSciPy() throws IOException {
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ProportionTest.class.getResourceAsStream("intervals.csv")),
                StandardCharsets.UTF_8))) {
      lines = in.lines().toList();
    }
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      Proportion of = new Proportion(Long.parseLong(cells[0]), Long.parseLong(cells[1]));
      assertThat(of.low()).as(line).isCloseTo(Double.parseDouble(cells[2]), within(1e-9));
      assertThat(of.high()).as(line).isCloseTo(Double.parseDouble(cells[3]), within(1e-9));
    }
  }

  @Property
  void noneAndAllHaveAClosedForm(@ForAll @IntRange(min = 1, max = 5000) int of) {
    double rest = Math.pow(0.025, 1.0 / of);
    assertThat(new Proportion(0, of).low()).isZero();
    assertThat(new Proportion(0, of).high()).isCloseTo(1 - rest, within(1e-11));
    assertThat(new Proportion(of, of).low()).isCloseTo(rest, within(1e-11));
    assertThat(new Proportion(of, of).high()).isEqualTo(1);
  }

  /** The meaning of the interval's ends: 2.5 % of such samples are this extreme. */
  @Property(tries = 300)
  void theEndsCutOffTwoAndAHalfPercent(
      @ForAll @IntRange(min = 2, max = 400) int of, @ForAll @IntRange(min = 1, max = 399) int k) {
    int count = 1 + k % (of - 1);
    Proportion rate = new Proportion(count, of);
    assertThat(rate.low()).isLessThan((double) count / of);
    assertThat(rate.high()).isGreaterThan((double) count / of);
    assertThat(1 - atMost(count - 1, of, rate.low())).isCloseTo(0.025, within(1e-9));
    assertThat(atMost(count, of, rate.high())).isCloseTo(0.025, within(1e-9));
    Proportion others = new Proportion(of - count, of);
    assertThat(others.low()).isCloseTo(1 - rate.high(), within(1e-12));
  }

  /** Cumulative binomial distribution, summed term by term. */
  private static double atMost(int count, int of, double p) {
    double sum = 0;
    double logChoices = 0;
    for (int i = 0; i <= count; i++) {
      sum += Math.exp(logChoices + i * Math.log(p) + (of - i) * Math.log1p(-p));
      logChoices += Math.log((double) (of - i) / (i + 1));
    }
    return sum;
  }

  @Test
  void ofNothingNothingIsMeasurable() {
    Proportion none = new Proportion(0, 0);
    assertThat(none.measurable()).isFalse();
    assertThat(none.value()).isEmpty();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isEqualTo(1);
  }

  @Test
  void thereAreNoMoreThanAll() {
    assertThatThrownBy(() -> new Proportion(3, 2)).hasMessageContaining("3 of 2");
  }
}
