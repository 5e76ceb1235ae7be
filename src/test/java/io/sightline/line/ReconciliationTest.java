package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.store.VerdictCounts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A part that is lost anywhere between trigger and store is told. */
class ReconciliationTest {
  private static final VerdictCounts COUNTED = new VerdictCounts(2, 1, 0, 0, 1);

  @Test
  void allPartsThatWereTriggeredAreAccountedFor() {
    assertThat(discrepancy(4, 3, Optional.of(COUNTED))).isEmpty();
    assertThat(discrepancy(5, 3, Optional.of(COUNTED)))
        .hasValue("The counts do not agree: 5 parts triggered, but 3 verdicts and 1 missed");
  }

  @Test
  void allVerdictsAreRecorded() {
    assertThat(discrepancy(4, 2, Optional.of(COUNTED)))
        .hasValue("1 of 3 verdicts could not be recorded");
  }

  @Test
  void theStoreHoldsEachVerdictThatWasCounted() {
    assertThat(discrepancy(4, 3, Optional.of(new VerdictCounts(3, 0, 0, 0, 1))))
        .hasValueSatisfying(why -> assertThat(why).contains("the store holds"));
    assertThat(discrepancy(4, 3, Optional.empty())).isPresent();
  }

  private static Optional<String> discrepancy(
      long triggered, long recorded, Optional<VerdictCounts> stored) {
    return new Reconciliation(triggered, COUNTED, recorded, stored).discrepancy();
  }
}
