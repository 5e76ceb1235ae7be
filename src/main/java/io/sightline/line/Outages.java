package io.sightline.line;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** How often and how long a run's camera was away, in words. Used by the capturing thread. */
final class Outages {
  private int times;
  private Duration inAll = Duration.ZERO;

  /**
   * @param unseen from the last frame before to the first one after
   */
  String backAfter(Duration unseen) {
    return add(unseen, "back");
  }

  /**
   * @param unseen from the last frame to the end of the run
   */
  String stoppedAfter(Duration unseen) {
    return add(unseen, "until the line was stopped");
  }

  private String add(Duration unseen, String end) {
    times++;
    inAll = inAll.plus(unseen);
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    return times == 1
        ? "for %,d s, %s at %tT".formatted(seconds(inAll), end, now)
        : "%,d times, for %,d s in all, the last time %s at %tT"
            .formatted(times, seconds(inAll), end, now);
  }

  private static long seconds(Duration time) {
    return Math.max(1, Math.round(time.toMillis() / 1000.0));
  }
}
