package io.sightline.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble;
import io.sightline.line.Trouble.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the screen shows of a line, without a screen. */
class LiveModelTest {
  private static final List<Defect> SHORT =
      List.of(new Defect("short", 0.9, new Box(10, 10, 20, 20)));
  private static final Instant NOW = Instant.parse("2026-11-23T08:42:17Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final LiveModel model = new LiveModel(time::get);
  private final ScriptedLine line = new ScriptedLine("Line 1");

  @BeforeEach
  void listen() {
    line.addListener(model::accept);
  }

  @Test
  void aLineIsStartedAndStoppedByTheOperatorOnlyWhereThatMakesSense() {
    assertThat(model.state().run()).isEqualTo(RunState.STOPPED);
    assertThat(model.stopping()).as("nothing runs").isFalse();

    assertThat(model.starting()).isTrue();
    assertThat(model.state().run()).isEqualTo(RunState.STARTING);
    assertThat(model.starting()).as("it starts already").isFalse();

    line.start();
    assertThat(model.state().run()).isEqualTo(RunState.RUNNING);
    assertThat(model.state().started().orElseThrow().lot()).isEqualTo("2026-1123-A");

    assertThat(model.stopping()).isTrue();
    assertThat(model.state().run()).isEqualTo(RunState.STOPPING);
    assertThat(model.stopping()).as("it stops already").isFalse();

    line.stop();
    assertThat(model.state().run()).isEqualTo(RunState.STOPPED);
    assertThat(model.state().summary()).isPresent();
  }

  @Test
  void aStopPressedWhileTheSourceOpensIsNotForgotten() {
    model.starting();
    model.stopping();

    line.start(); // the source is open only now

    assertThat(model.state().run()).isEqualTo(RunState.STOPPING);
  }

  @Test
  void aLineWaitsForItsLostCameraUntilThatIsBack() {
    model.starting();
    line.start();

    line.trouble(Kind.RECONNECTING, 0, "The camera was unplugged");
    assertThat(model.state().run()).isEqualTo(RunState.RECONNECTING);
    model.acknowledge(Kind.RECONNECTING);
    assertThat(model.state().run()).as("seen, and still so").isEqualTo(RunState.RECONNECTING);
    assertThat(model.starting()).as("it runs").isFalse();
    long before = model.revision();
    line.cleared(Kind.RECONNECTING);
    assertThat(model.state().run()).isEqualTo(RunState.RUNNING);
    assertThat(model.revision()).as("a screen must show that").isGreaterThan(before);

    line.trouble(Kind.RECONNECTING, 0, "The camera was unplugged");
    assertThat(model.stopping()).isTrue();
    line.cleared(Kind.RECONNECTING);
    assertThat(model.state().run()).isEqualTo(RunState.STOPPING);
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
  void whatDidNotPassIsKeptAtItsPlaceUntilItIsTheOldest() {
    List<Inspection> rejects = new ArrayList<>();
    for (int i = 0; i < LiveModel.REJECTS + 2; i++) {
      rejects.add(line.part(Verdict.FAIL, SHORT, Optional.empty()));
      line.part(Verdict.PASS, List.of(), Optional.empty());
    }

    LiveState state = model.state();
    assertThat(state.newest()).isEqualTo(1);
    assertThat(state.rejects()).hasSize(LiveModel.REJECTS);
    assertThat(id(state, 0)).isEqualTo(rejects.get(LiveModel.REJECTS).id());
    assertThat(id(state, 1)).isEqualTo(rejects.get(LiveModel.REJECTS + 1).id());
    assertThat(id(state, 2)).as("has not moved").isEqualTo(rejects.get(2).id());
  }

  @Test
  void doubtfulAndUnjudgedPartsAreRejectsToo() {
    line.part(Verdict.REVIEW, SHORT, Optional.empty());
    line.part(Verdict.ERROR, List.of(), Optional.empty());

    assertThat(model.state().rejects())
        .flatExtracting(reject -> reject.map(it -> it.inspection().verdict()).stream().toList())
        .containsExactly(Verdict.REVIEW, Verdict.ERROR);
  }

  @Test
  void aRejectLearnsWhereItsPictureIsKept() {
    line.part(Verdict.FAIL, SHORT, Optional.empty());

    assertThat(model.state().rejects().get(0).orElseThrow().inspection().image())
        .hasValue("kept/1.png");
  }

  @Test
  void aPartThatPassesChangesNothingThatTheStateShows() {
    long before = model.revision();

    line.part(Verdict.PASS, List.of(), Optional.empty());

    assertThat(model.revision()).isEqualTo(before);
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

    time.set(NOW.plus(LiveModel.QUIET));
    line.trouble(Kind.MISSED, 5, "");
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

    Instant later = NOW.plus(LiveModel.QUIET);
    time.set(later);
    model.sayWhatIsDue();
    assertThat(model.state().alarms())
        .containsExactly(new Alarm(new Trouble(Kind.MISSED, 700, ""), later));

    model.acknowledge(Kind.MISSED);
    time.set(later.plus(LiveModel.QUIET));
    model.sayWhatIsDue();
    assertThat(model.state().alarms()).as("there is no more of it").isEmpty();
  }

  @Test
  void whatWasAcknowledgedAndIsOverIsSaidAtOnceWhenItComesAnew() {
    line.trouble(Kind.REJECTS, 10, "");
    model.acknowledge(Kind.REJECTS);
    line.cleared(Kind.REJECTS);

    line.trouble(Kind.REJECTS, 10, "");

    assertThat(model.state().alarms()).hasSize(1);
  }

  @Test
  void aNewRunBeginsWithoutTheTroublesOfTheLast() {
    line.trouble(Kind.SOURCE, 0, "The camera was unplugged");
    line.stop();
    assertThat(model.state().alarms()).as("still to be read").hasSize(1);

    model.starting();

    assertThat(model.state().alarms()).isEmpty();
  }

  private static Object id(LiveState state, int place) {
    return state.rejects().get(place).orElseThrow().inspection().id();
  }
}
