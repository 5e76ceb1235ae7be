package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.onnx.DetectException;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests an engine that fails during a run, on a real store: a part that could not be inspected is
 * an ERROR, one restart is tried, and the counts stay true either way.
 */
class EngineFailureTest extends FailingEngines {
  static Stream<Function<String, RuntimeException>> faults() {
    return Stream.of(DetectException::new, IllegalStateException::new);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void onePartThatCannotBeLookedAtRestartsNothing(Function<String, RuntimeException> fault)
      throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS).blindTo("part 7").failingWith(fault);

    RunSummary run = run(Camera.of(50), engines);

    assertThat(run.failure()).isEmpty();
    assertThat(run.restarts()).isZero();
    assertThat(engines.opened()).isEqualTo(1);
    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(39, 10, 0, 1, 0));
    assertThat(errors()).containsExactly("part 7");
    assertThat(troubles()).containsExactly(Kind.UNJUDGED);
    assertThat(told)
        .as("it stays until somebody has seen it")
        .doesNotContain(new LineEvent.Cleared(Kind.UNJUDGED));
    assertAgrees(run, engines);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anEngineThatDiesOnceIsStartedAgainAndCostsOnePart(Function<String, RuntimeException> fault)
      throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, ENDLESS).failingWith(fault);

    RunSummary run = run(Camera.of(50), engines);

    assertThat(run.failure()).isEmpty();
    assertThat(run.restarts()).isEqualTo(1);
    assertThat(engines.opened()).isEqualTo(2);
    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(39, 10, 0, 1, 0));
    assertThat(errors()).containsExactly("part 21");
    assertThat(troubles()).containsExactly(Kind.RESTARTING, Kind.RESTARTED);
    assertThat(told).contains(new LineEvent.Cleared(Kind.RESTARTING));
    assertAgrees(run, engines);
  }

  @Test
  void thoseLookedAtTogetherWithTheLastPartAreLookedAtByTheNewEngine() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, ENDLESS).threeAtOnce();

    RunSummary run = run(Camera.of(51), engines);

    assertThat(run.restarts()).isEqualTo(1);
    assertThat(errors()).hasSize(1);
    assertThat(run.counts().verdicts().inspected()).isEqualTo(51);
    assertAgrees(run, engines);
  }

  @Test
  void anEngineThatAnswersForTooFewPartsHasNotLookedAtThem() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS).silentOn("part 7");

    RunSummary run = run(Camera.of(50), engines);

    assertThat(run.failure()).isEmpty();
    assertThat(errors()).containsExactly("part 7");
    assertAgrees(run, engines);
  }

  @Test
  void anEngineThatCannotBeOpenedAgainStopsTheLine() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20);

    RunSummary run = run(Camera.of(ENDLESS), engines);

    assertThat(run.failure())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("The engine failed and could not be started again, and the line")
                    .contains("sightline doctor")
                    .contains("There is no such card any more")
                    .doesNotContain("\n"));
    assertThat(run.restarts()).isZero();
    assertThat(errors()).containsExactly("part 21");
    assertThat(run.counts().verdicts().inspected()).isEqualTo(21);
    assertThat(troubles()).containsExactly(Kind.RESTARTING, Kind.ENGINE);
    assertThat(told.get(told.size() - 1)).isInstanceOf(LineEvent.Stopped.class);
    assertAgrees(run, engines);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anEngineThatDiesAgainStopsTheLine(Function<String, RuntimeException> fault)
      throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, 5, ENDLESS).failingWith(fault);

    RunSummary run = run(Camera.of(ENDLESS), engines);

    assertThat(run.failure())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("The engine failed once more, 5 parts after")
                    .contains("CUDA error 700: an illegal memory access")
                    .doesNotContain("\n"));
    assertThat(run.restarts()).isEqualTo(1);
    assertThat(engines.opened()).isEqualTo(2);
    assertThat(errors()).containsExactly("part 21", "part 27");
    assertThat(run.counts().verdicts().inspected()).isEqualTo(27);
    assertThat(troubles()).containsExactly(Kind.RESTARTING, Kind.RESTARTED, Kind.ENGINE);
    assertAgrees(run, engines);
  }

  @Test
  void aRestartThatHasProvenItselfIsFollowedByAnother() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, 1_000, 999, ENDLESS);

    RunSummary run = run(Camera.of(ENDLESS), engines);

    assertThat(run.failure())
        .hasValueSatisfying(why -> assertThat(why).contains("failed once more, 999 parts after"));
    assertThat(run.restarts()).isEqualTo(2);
    assertAgrees(run, engines);
  }

  @Test
  void partsThatGoByWhileTheEngineIsStartedAgainWaitOrAreMissed() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, ENDLESS);
    try (Line line = line(Camera.of(ENDLESS).paced(), engines)) {
      engines.beforeReopening(
          () -> {
            while (line.counts().verdicts().missed() == 0) {
              LockSupport.parkNanos(1_000_000);
            }
          });
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Missed && engines.opened() == 2) {
              line.stop();
            }
          });
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.restarts()).isEqualTo(1);
      assertThat(run.counts().verdicts().missed()).isPositive();
      assertThat(errors()).hasSize(1);
      assertThat(run.counts().verdicts().inspected())
          .as("what waited was judged")
          .isGreaterThan(21);
      assertAgrees(run, engines);
    }
  }

  @Test
  void aLineThatLostItsEngineStartsAgainWithAFreshOne() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(20, 5, ENDLESS).failingToOpen(3);
    try (Line line = line(Camera.of(40), engines)) {
      line.start();
      RunSummary first = line.await();
      assertThat(first.failure()).isPresent();
      assertThat(engines.alive()).as("what failed was closed").isZero();

      line.start();
      RunSummary second = line.await();
      assertThat(second.failure()).hasValue("There is no such card any more");
      assertThat(second.counts().triggered())
          .as("no part is asked for that nobody can see")
          .isZero();
      assertThat(line.state()).isEqualTo(Line.State.STOPPED);

      line.start();
      RunSummary third = line.await();
      assertThat(third.failure()).isEmpty();
      assertThat(third.counts().verdicts()).isEqualTo(new VerdictCounts(32, 8, 0, 0, 0));
      assertThat(third.reconciliation().discrepancy()).isEmpty();
      assertThat(store.count(InspectionQuery.ALL).inspected()).isEqualTo(27 + 40);
    }
    assertThat(engines.alive()).isZero();
  }

  private Line line(Camera camera, MortalEngines engines) {
    Line line = new Line(TestParts.setup(camera, engines, 4), recorder);
    line.addListener(told::add);
    return line;
  }

  private RunSummary run(Camera camera, MortalEngines engines) throws InterruptedException {
    try (Line line = line(camera, engines)) {
      line.start();
      return line.await();
    }
  }
}
