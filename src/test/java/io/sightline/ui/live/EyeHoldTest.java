package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Verdict;
import org.junit.jupiter.api.Test;

class EyeHoldTest {
  private final EyeHold hold = new EyeHold();

  @Test
  void aPassedPartMakesWayAtOnce() {
    hold.shown(Verdict.PASS, 100);

    assertThat(hold.free(100)).isTrue();
  }

  @Test
  void aRejectIsToBeSeen() {
    hold.shown(Verdict.FAIL, 100);

    assertThat(hold.free(100 + EyeHold.NOT_PASSED_NANOS - 1)).isFalse();
    assertThat(hold.free(100 + EyeHold.NOT_PASSED_NANOS)).isTrue();
  }

  @Test
  void theTileNeverFlashesMoreThanThreeTimesASecond() {
    assertThat(1e9 / EyeHold.NOT_PASSED_NANOS).isLessThan(3);
  }

  @Test
  void anotherLineIsShownAtOnce() {
    hold.shown(Verdict.FAIL, 100);
    hold.release();

    assertThat(hold.free(101)).isTrue();
  }
}
