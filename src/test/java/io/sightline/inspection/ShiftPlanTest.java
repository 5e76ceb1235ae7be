package io.sightline.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.ShiftPlan.Shift;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftPlanTest {
  @Test
  void aShiftBeganWhenItsClockSaysSoTheNightsOneYesterday() {
    ShiftPlan plan =
        new ShiftPlan(
            List.of(
                new ShiftPlan.Shift("Early", LocalTime.of(6, 0)),
                new ShiftPlan.Shift("Night", LocalTime.of(22, 0))),
            ZoneId.of("Europe/Berlin"));

    assertThat(plan.began(Instant.parse("2026-11-23T08:42:17Z")))
        .hasValue(Instant.parse("2026-11-23T05:00:00Z"));
    assertThat(plan.began(Instant.parse("2026-11-23T21:30:00Z")))
        .hasValue(Instant.parse("2026-11-23T21:00:00Z"));
    assertThat(plan.began(Instant.parse("2026-11-23T02:00:00Z")))
        .as("after midnight")
        .hasValue(Instant.parse("2026-11-22T21:00:00Z"));
    assertThat(new ShiftPlan(List.of(), ZoneOffset.UTC).began(Instant.EPOCH)).isEmpty();
  }

  @Test
  void aShiftOfTheHourThatTheClocksSkipBeginsAsTheyDo() {
    ShiftPlan plan =
        new ShiftPlan(List.of(new Shift("Night", LocalTime.of(2, 30))), ZoneId.of("Europe/Berlin"));

    assertThat(plan.began(Instant.parse("2025-03-30T01:10:00Z")))
        .hasValue(Instant.parse("2025-03-30T01:00:00Z"));
  }

  private static final ShiftPlan PLANT =
      new ShiftPlan(
          List.of(
              new Shift("Night", LocalTime.of(22, 0)),
              new Shift("Early", LocalTime.of(6, 0)),
              new Shift("Late", LocalTime.of(14, 0))),
          ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T05:00:00Z, Early", // 06:00 in Berlin, to the minute
    "2026-11-23T12:59:59Z, Early",
    "2026-11-23T13:00:00Z, Late",
    "2026-11-23T21:00:00Z, Night",
    "2026-11-24T04:59:59Z, Night" // after midnight, still last night's shift
  })
  void aMomentFallsIntoTheShiftThatRuns(Instant moment, String shift) {
    assertThat(PLANT.at(moment)).isEqualTo(shift);
  }

  @Test
  void aPlantWithoutShiftsHasNone() {
    assertThat(new ShiftPlan(List.of(), ZoneId.of("UTC")).at(Instant.EPOCH)).isEmpty();
  }
}
