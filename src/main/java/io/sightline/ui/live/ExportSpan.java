package io.sightline.ui.live;

import io.sightline.inspection.ShiftPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far back an export goes. */
enum ExportSpan {
  SHIFT,
  DAY,
  ALL;

  /** Where it begins; empty where everything is wanted, and for a shift where there are none. */
  Optional<Instant> since(ShiftPlan shifts, Instant now) {
    return switch (this) {
      case SHIFT -> shifts.began(now);
      case DAY -> Optional.of(now.minus(Duration.ofDays(1)));
      case ALL -> Optional.empty();
    };
  }
}
