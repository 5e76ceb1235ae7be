package io.sightline.ui.live.picture;

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

  /** WCAG 2.3.1 allows three flashes a second: a part every 2 ms, red and green in turn. */
  @Test
  void theTileNeverFlashesMoreThanThreeTimesASecond() {
    int reds = 0;
    boolean failed = false;
    for (long now = 0; now < 10_000_000_000L; now += 2_000_000) {
      if (hold.free(now)) {
        failed = !failed;
        hold.shown(failed ? Verdict.FAIL : Verdict.PASS, now);
        reds += failed ? 1 : 0;
      }
    }
    assertThat(reds).as("in ten seconds").isBetween(10, 30);
  }

  @Test
  void anotherLineIsShownAtOnce() {
    hold.shown(Verdict.FAIL, 100);
    hold.release();

    assertThat(hold.free(101)).isTrue();
  }
}
