package io.sightline.inspection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The shifts of a plant: each lasts from its start to the start of the next, the last one past
 * midnight.
 *
 * @param shifts in any order; empty if the plant has none
 * @param zone the plant's time zone
 */
public record ShiftPlan(List<Shift> shifts, ZoneId zone) {
  public ShiftPlan {
    Objects.requireNonNull(zone, "zone");
    shifts = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
  }

  /** The name of the shift at this moment; empty if there are no shifts. */
  public String at(Instant moment) {
    return shifts.isEmpty() ? "" : current(moment.atZone(zone).toLocalTime()).name();
  }

  /** When the shift of this moment began; empty if there are no shifts. */
  public Optional<Instant> began(Instant moment) {
    if (shifts.isEmpty()) {
      return Optional.empty();
    }
    LocalDateTime local = moment.atZone(zone).toLocalDateTime();
    LocalTime from = current(local.toLocalTime()).from();
    LocalDate today = local.toLocalDate();
    LocalDate day = from.isAfter(local.toLocalTime()) ? today.minusDays(1) : today;
    return Optional.of(moment(day.atTime(from), zone));
  }

  /**
   * Returns the moment at which the clocks of a zone show this time: the first of two, and the
   * moment they are put forward for a time that they skip.
   */
  public static Instant moment(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition skipped = zone.getRules().getTransition(local);
    return skipped != null && skipped.isGap()
        ? skipped.getInstant()
        : local.atZone(zone).toInstant();
  }

  private Shift current(LocalTime time) {
    Shift current = shifts.get(shifts.size() - 1); // before the first start: last night's
    for (Shift shift : shifts) {
      if (!shift.from().isAfter(time)) {
        current = shift;
      }
    }
    return current;
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
