package io.sightline.ui.live.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Box;
import io.sightline.inspection.Defect;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.Trouble.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The screen's model of a line, without a screen. */
class LiveModelTest {
  private static final List<Defect> SHORT =
      List.of(new Defect("short", 0.9, new Box(10, 10, 20, 20)));

  private final LiveModel model = new LiveModel(InstantSource.system(), System::nanoTime);
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

    line.start(); // the source opens only now

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
  void aLineThatStartsByItselfWaitsForACameraThatIsNotThereYet() {
    model.starting();

    line.trouble(Kind.RECONNECTING, 0, "The camera is not plugged in");
    assertThat(model.state().run()).isEqualTo(RunState.RECONNECTING);
    model.acknowledge(Kind.RECONNECTING);
    assertThat(model.state().run()).as("seen, and still so").isEqualTo(RunState.RECONNECTING);

    line.start(); // it is open, and its first picture is still to come
    assertThat(model.state().run()).isEqualTo(RunState.RECONNECTING);
    line.cleared(Kind.RECONNECTING);
    assertThat(model.state().run()).isEqualTo(RunState.RUNNING);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESTARTING", "STALLED"})
  void aLineThatJudgesNothingForAWhileSaysSoEvenOnceThatIsAcknowledged(Kind kind) {
    model.starting();
    line.start();

    line.trouble(kind, 0, "CUDA error 700");
    model.acknowledge(kind);
    assertThat(model.state().run()).isEqualTo(RunState.valueOf(kind.name()));
    assertThat(model.state().run().moving()).as("its last part is not on the belt").isFalse();
    long before = model.revision();
    line.cleared(kind);
    assertThat(model.state().run()).isEqualTo(RunState.RUNNING);
    assertThat(model.revision()).as("a screen must show that").isGreaterThan(before);

    line.trouble(kind, 0, "CUDA error 700");
    assertThat(model.stopping()).isTrue();
    assertThat(model.state().run()).isEqualTo(RunState.STOPPING);
  }

  @Test
  void whatIsOverLeavesWhatIsNot() {
    model.starting();
    line.trouble(Kind.RESTARTING, 0, "CUDA error 700");
    assertThat(model.state().run()).as("while it warms up").isEqualTo(RunState.RESTARTING);
    line.start();
    line.trouble(Kind.RECONNECTING, 0, "The camera was unplugged");

    line.cleared(Kind.RECONNECTING);
    assertThat(model.state().run()).isEqualTo(RunState.RESTARTING);
    line.cleared(Kind.RESTARTING);
    assertThat(model.state().run()).isEqualTo(RunState.RUNNING);

    line.trouble(Kind.STALLED, 0, "The disk does not answer");
    line.stop();
    model.starting();
    assertThat(model.state().run()).as("a new run").isEqualTo(RunState.STARTING);
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
  void aRejectThatIsLookedAtLearnsOfItsPictureThoughItHasLeftItsPlace() {
    Inspection looked = line.judged(Verdict.FAIL, SHORT, Optional.empty());
    Inspection tapped = line.judged(Verdict.FAIL, SHORT, Optional.empty());
    Reject asSeen = model.state().rejects().get(1).orElseThrow();
    model.look(model.state().rejects().get(0).orElseThrow());
    for (int i = 0; i < LiveModel.REJECTS; i++) {
      line.part(Verdict.FAIL, SHORT, Optional.empty());
    }
    assertThat(model.state().looked().orElseThrow().recorded()).isFalse();

    line.recorded(looked);
    assertThat(model.state().looked().orElseThrow().inspection().image()).hasValue("kept/1.png");

    line.recorded(tapped);
    model.look(asSeen);
    assertThat(model.state().looked().orElseThrow().inspection().image()).hasValue("kept/2.png");
  }

  @Test
  void whatWasNotRecordedIsNotWaitedForWhenTheLineRunsAgain() {
    line.start();
    Inspection lost = line.judged(Verdict.FAIL, SHORT, Optional.empty());
    model.look(model.state().rejects().get(0).orElseThrow());
    line.stop();

    model.starting();
    line.start();
    Inspection next = line.judged(Verdict.FAIL, SHORT, Optional.empty());

    LiveState state = model.state();
    Reject before = state.rejects().get(0).orElseThrow();
    assertThat(before.isOf(lost)).isTrue();
    assertThat(before.recorded()).as("there will be no picture of it").isTrue();
    assertThat(before.inspection().image()).isEmpty();
    assertThat(state.looked().orElseThrow().recorded()).isTrue();
    Reject waiting = state.rejects().get(1).orElseThrow();
    assertThat(waiting.isOf(next)).isTrue();
    assertThat(waiting.recorded()).as("this one is being saved").isFalse();
  }

  private static Object id(LiveState state, int place) {
    return state.rejects().get(place).orElseThrow().inspection().id();
  }
}
