package io.sightline.ui.live.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an alarm is shown and how long it stays, without a screen. */
class AlarmsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:42:17Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7); // about to overflow
  private final LiveModel model = new LiveModel(time::get, nanos::get);
  private final ScriptedLine line = new ScriptedLine("Line 1");

  @BeforeEach
  void listen() {
    line.addListener(model::accept);
  }

  @Test
  void eachTimeTheCameraWasAwayIsSaidThoughTheLastWasJustAcknowledged() {
    model.starting();
    line.start();
    line.trouble(Kind.UNSEEN, 0, "for 20 s");
    model.acknowledge(Kind.UNSEEN);

    line.trouble(Kind.RECONNECTING, 0, "The camera was unplugged");
    line.cleared(Kind.RECONNECTING);
    line.trouble(Kind.UNSEEN, 0, "2 times");

    assertThat(model.state().alarms())
        .extracting(alarm -> alarm.trouble().reason())
        .containsExactly("2 times");
  }

  @Test
  void theMostPressingTroubleComesFirst() {
    line.trouble(Kind.REJECTS, 10, "");
    line.trouble(Kind.MISSED, 3, "");
    line.trouble(Kind.STORE, 0, "The disk is full");

    assertThat(model.state().alarms())
        .extracting(alarm -> alarm.trouble().kind())
        .containsExactly(Kind.STORE, Kind.MISSED, Kind.REJECTS);
  }

  @Test
  void aTroubleStaysUntilItIsOver() {
    line.trouble(Kind.MISSED, 3, "");
    time.set(NOW.plusSeconds(5));
    line.trouble(Kind.MISSED, 4, "");

    Alarm alarm = model.state().alarms().get(0);
    assertThat(alarm.trouble().parts()).isEqualTo(4);
    assertThat(alarm.since()).as("since it first came up").isEqualTo(NOW);

    line.cleared(Kind.MISSED);
    assertThat(model.state().alarms()).isEmpty();
  }

  @Test
  void whatWasAcknowledgedIsSaidAgainOnlyAfterAWhile() {
    line.trouble(Kind.MISSED, 3, "");
    model.acknowledge(Kind.MISSED);
    line.trouble(Kind.MISSED, 4, "");
    assertThat(model.state().alarms()).isEmpty();

    pass(LiveModel.QUIET);
    line.trouble(Kind.MISSED, 5, "");
    assertThat(model.state().alarms()).hasSize(1);
  }

  @Test
  void aClockThatIsSetBackOrForthChangesNothingOfThat() {
    line.trouble(Kind.MISSED, 3, "");
    model.acknowledge(Kind.MISSED);
    time.set(NOW.plusSeconds(7200));
    line.trouble(Kind.MISSED, 4, "");
    assertThat(model.state().alarms()).as("not two hours later").isEmpty();

    time.set(NOW.minusSeconds(7200));
    nanos.addAndGet(LiveModel.QUIET.toNanos());
    model.sayWhatIsDue();
    assertThat(model.state().alarms()).as("a minute later").hasSize(1);
  }

  @Test
  void rejectsThatComeAndGoDoNotBlink() {
    line.trouble(Kind.REJECTS, 10, "");
    line.cleared(Kind.REJECTS);
    assertThat(model.state().alarms()).as("until it is acknowledged").hasSize(1);
    line.trouble(Kind.REJECTS, 10, "");
    model.acknowledge(Kind.REJECTS);

    line.trouble(Kind.REJECTS, 10, "");
    line.cleared(Kind.REJECTS);
    line.trouble(Kind.REJECTS, 10, "");
    assertThat(model.state().alarms()).as("it has just been acknowledged").isEmpty();

    pass(LiveModel.QUIET);
    model.sayWhatIsDue();
    assertThat(model.state().alarms()).hasSize(1);
  }

  @Test
  void whatCameUpTooSoonAfterwardsIsSaidThoughItIsNotToldAgain() {
    line.trouble(Kind.REJECTS, 10, "");
    line.trouble(Kind.MISSED, 3, "");
    model.acknowledge(Kind.REJECTS);
    model.acknowledge(Kind.MISSED);
    time.set(NOW.plusSeconds(5));
    line.trouble(Kind.MISSED, 4, "");
    line.trouble(Kind.MISSED, 700, "");
    line.trouble(Kind.REJECTS, 10, "");
    line.cleared(Kind.REJECTS);

    model.sayWhatIsDue();
    assertThat(model.state().alarms()).as("it has just been acknowledged").isEmpty();

    Instant later = NOW.plusSeconds(5).plus(LiveModel.QUIET);
    pass(LiveModel.QUIET);
    model.sayWhatIsDue();
    assertThat(model.state().alarms())
        .containsExactly(new Alarm(new Trouble(Kind.MISSED, 700, ""), later));

    model.acknowledge(Kind.MISSED);
    pass(LiveModel.QUIET);
    model.sayWhatIsDue();
    assertThat(model.state().alarms()).as("there is no more of it").isEmpty();
  }

  @Test
  void whatWasAcknowledgedAndIsOverIsSaidAtOnceWhenItComesAnew() {
    line.trouble(Kind.RESTARTING, 0, "CUDA error 700");
    model.acknowledge(Kind.RESTARTING);
    line.cleared(Kind.RESTARTING);

    line.trouble(Kind.RESTARTING, 0, "CUDA error 700");

    assertThat(model.state().alarms()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SOURCE", "CAMERA", "STORE", "ENGINE", "RECONNECTING", "RESTARTING"})
  void aNewRunBeginsWithoutTheStateOfTheLast(Kind kind) {
    line.trouble(kind, 0, "The camera was unplugged");
    line.stop();
    assertThat(model.state().alarms()).as("still to be read").hasSize(1);

    model.starting();

    assertThat(model.state().alarms()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNJUDGED", "RESTARTED", "UNSEEN", "MISSED", "UNREADABLE", "REJECTS"})
  void whatIsAboutPartsStaysThroughTheNextStartUntilItIsAcknowledged(Kind kind) {
    line.trouble(kind, 700, "of them");
    line.stop();

    model.starting();
    assertThat(model.state().alarms())
        .containsExactly(new Alarm(new Trouble(kind, 700, "of them"), NOW));

    model.acknowledge(kind);
    assertThat(model.state().alarms()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNJUDGED", "MISSED", "UNREADABLE"})
  void partsOfTwoRunsThatNobodyHasSeenToAreCountedTogether(Kind kind) {
    line.trouble(kind, 3, "");
    model.acknowledge(kind);
    line.trouble(kind, 700, ""); // held back for a minute
    line.stop();
    model.starting();

    line.trouble(kind, 2, "");
    pass(LiveModel.QUIET);
    model.sayWhatIsDue();
    assertThat(model.state().alarms())
        .extracting(alarm -> alarm.trouble().parts())
        .containsExactly(702L);

    model.acknowledge(kind);
    pass(LiveModel.QUIET);
    line.trouble(kind, 4, "");
    assertThat(model.state().alarms())
        .extracting(alarm -> alarm.trouble().parts())
        .containsExactly(4L);
  }

  private void pass(Duration some) {
    time.updateAndGet(now -> now.plus(some));
    nanos.addAndGet(some.toNanos());
  }
}
