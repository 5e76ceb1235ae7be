package io.sightline.inspection;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Which shift a moment falls into: each lasts from its start to the next one's, the last one past
 * midnight.
 *
 * @param shifts in any order; empty where the plant has none
 * @param zone the plant's time zone
 */
public record ShiftPlan(List<Shift> shifts, ZoneId zone) {
  public ShiftPlan {
    Objects.requireNonNull(zone, "zone");
    shifts = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
  }

  /** The name of the shift; empty where there are none. */
  public String at(Instant moment) {
    if (shifts.isEmpty()) {
      return "";
    }
    LocalTime time = moment.atZone(zone).toLocalTime();
    Shift current = shifts.get(shifts.size() - 1); // before the first start: last night's
    for (Shift shift : shifts) {
      if (!shift.from().isAfter(time)) {
        current = shift;
      }
    }
    return current.name();
  }

  /**
   * One shift.
   *
   * @param name what the plant calls it
   * @param from when it starts, local time
   */
  public record Shift(String name, LocalTime from) {
    public Shift {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(from, "from");
      if (name.isBlank()) {
        throw new IllegalArgumentException("A shift needs a name");
      }
    }
  }
}
