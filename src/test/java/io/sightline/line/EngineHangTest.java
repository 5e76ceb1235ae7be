package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.FrameSource;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests an engine that hangs during a run, on a real store: it is abandoned, and the counts stay
 * true.
 */
class EngineHangTest extends FailingEngines {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Loading may take twenty times as long. */
  private static final Duration SHORT = Duration.ofMillis(250);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEngineThatHangsStopsTheLineAndIsLeftBehind(boolean lanes) throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS, ENDLESS).hangingOn("part 7");
    engines = lanes ? engines.threeAtOnce() : engines;
    Camera camera = Camera.of(50);
    try (Line line = new Line(TestParts.setup(camera, engines, 4, PATIENCE), recorder)) {
      line.addListener(told::add);
      line.start();
      RunSummary run = line.await();
      VerdictCounts counted = run.counts().verdicts();

      assertThat(run.failure())
          .hasValueSatisfying(why -> assertThat(why).startsWith("The engine has not answered for"));
      assertThat(troubles()).containsExactly(Kind.STALLED, Kind.ENGINE);
      assertThat(told)
          .as("they went by for another reason than the line's speed")
          .noneMatch(
              event ->
                  event instanceof LineEvent.Troubled troubled
                      && troubled.trouble().kind() == Kind.MISSED);
      assertThat(errors()).startsWith("part 7").hasSizeLessThanOrEqualTo(lanes ? 4 : 1);
      assertThat(counted.inspected()).isEqualTo(6 + counted.error());
      assertThat(counted.missed()).isPositive();
      assertThat(run.counts().triggered()).isEqualTo(counted.inspected() + counted.missed());
      assertThat(run.reconciliation().discrepancy()).isEmpty();
      assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
      assertThat(run.framesAlive())
          .as("what an engine may still look at is not freed")
          .isEqualTo(Math.toIntExact(counted.error()));

      engines.release(); // any answer comes too late now
      awaitEndOf("inspect-" + line.name());
      assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
      assertThat(engines.opened()).isEqualTo(1);

      line.start();
      RunSummary second = line.await();
      assertThat(second.failure()).isEmpty();
      assertThat(second.counts().verdicts()).isEqualTo(new VerdictCounts(40, 10, 0, 0, 0));
      assertThat(second.framesAlive()).isZero();
      assertThat(engines.opened()).isEqualTo(2);
    }
    assertThat(engines.alive()).as("what hung is closed once it answers").isZero();
  }

  @Test
  void anEngineThatAnswersJustAfterItWasGivenUpChangesNothing() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS).hangingOn("part 7").threeAtOnce();
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, PATIENCE), recorder)) {
      line.addListener(told::add);
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Troubled troubled
                && troubled.trouble().kind() == Kind.ENGINE) {
              engines.release();
              LockSupport.parkNanos(100_000_000); // gives its thread time to proceed
            }
          });
      line.start();
      RunSummary run = line.await();
      awaitEndOf("inspect-" + line.name());

      VerdictCounts counted = run.counts().verdicts();
      assertThat(errors()).startsWith("part 7");
      assertThat(run.counts().triggered()).isEqualTo(counted.inspected() + counted.missed());
      assertThat(run.reconciliation().discrepancy()).isEmpty();
      assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
    }
    assertThat(engines.alive()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEngineThatHangsWhileItIsStartedAgainStopsTheLine(boolean lanes)
      throws InterruptedException {
    MortalEngines engines = MortalEngines.living(6, ENDLESS).hangingToOpen(2);
    engines = lanes ? engines.threeAtOnce() : engines;
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, SHORT), recorder)) {
      line.addListener(told::add);
      line.start();
      RunSummary run = line.await();
      VerdictCounts counted = run.counts().verdicts();

      assertThat(run.failure())
          .hasValueSatisfying(
              why -> assertThat(why).startsWith("The engine has been loading for 5 seconds"));
      assertThat(errors()).startsWith("part 7");
      assertThat(counted.missed()).isPositive();
      assertThat(run.counts().triggered()).isEqualTo(counted.inspected() + counted.missed());
      assertThat(run.reconciliation().discrepancy()).isEmpty();
      assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);

      engines.release();
      awaitEndOf("inspect-" + line.name());
      assertThat(engines.alive()).as("what came too late is closed").isZero();
    }
  }

  @Test
  void anEngineThatLoadsLongerThanItMayOweAnAnswerIsWaitedFor() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(6, ENDLESS).hangingToOpen(2);
    engines.beforeReopening(
        () ->
            new Thread(
                    () -> {
                      LockSupport.parkNanos(SHORT.multipliedBy(4).toNanos());
                      engines.release();
                    },
                    "release")
                .start());
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, SHORT), recorder)) {
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.restarts()).isEqualTo(1);
      assertAgrees(run, engines);
    }
  }

  @Test
  void anEngineThatFailsToLoadAfterItWasGivenUpChangesNothing() throws InterruptedException {
    CountDownLatch failing = new CountDownLatch(1);
    MortalEngines engines = MortalEngines.living(6, ENDLESS);
    engines.beforeReopening(
        () -> {
          Uninterruptibly.run(failing::await);
          throw new DetectException("The driver timed out");
        });
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, SHORT), recorder)) {
      line.start();
      VerdictCounts counted = line.await().counts().verdicts();
      failing.countDown();
      awaitEndOf("inspect-" + line.name());

      assertThat(store.count(InspectionQuery.ALL)).isEqualTo(counted);
      engines.beforeReopening(() -> {});
      line.start();
      assertThat(line.await().counts().verdicts().inspected()).isEqualTo(50);
    }
    assertThat(engines.alive()).isZero();
  }

  @Test
  void anEngineThatHangsBeforeARunEndsTheRun() throws InterruptedException {
    MortalEngines engines =
        MortalEngines.living(6, ENDLESS, ENDLESS).failingToOpen(2).hangingToOpen(2);
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, SHORT), recorder)) {
      line.start();
      line.await(); // it died on part 7 and could not be opened again
      line.start();
      RunSummary second = line.await();

      assertThat(second.failure())
          .hasValueSatisfying(why -> assertThat(why).startsWith("The engine has been loading"));
      assertThat(second.counts().triggered()).isZero();

      engines.release();
      awaitEndOf("inspect-" + line.name());
      line.start();
      RunSummary third = line.await();
      assertThat(third.failure()).isEmpty();
      assertThat(third.counts().verdicts().inspected()).isEqualTo(50);
    }
    assertThat(engines.alive()).isZero();
  }

  @Test
  void anEngineThatIsAskedNothingForLongIsNotGivenUp() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS);
    Duration patience = Duration.ofSeconds(1);
    LineSetup usual = TestParts.setup(Camera.of(10), engines, 4, patience);
    LineSetup idle =
        new LineSetup(
            usual.name(),
            pool -> new PausingCamera(Camera.of(10).open(pool), 5, patience.multipliedBy(2)),
            usual.recipe(),
            usual.detector(),
            usual.lot(),
            usual.shifts(),
            usual.parts(),
            usual.inbox(),
            usual.patience(),
            usual.reconnecting(),
            usual.warm());
    try (Line line = new Line(idle, recorder)) {
      line.addListener(told::add);
      line.start();

      assertThat(line.await().counts().verdicts().inspected()).isEqualTo(10);
    }
    assertThat(troubles()).isEmpty();
  }

  /** A camera in front of which no part comes for a while. */
  private static final class PausingCamera extends DelegatingCamera {
    private final Duration pause;
    private int left;

    PausingCamera(FrameSource camera, int framesBefore, Duration pause) {
      super(camera);
      this.pause = pause;
      this.left = framesBefore;
    }

    @Override
    public Optional<Frame> next() throws InterruptedException {
      if (left-- == 0) {
        Thread.sleep(pause.toMillis());
      }
      return super.next();
    }
  }

  @Test
  void anEngineThatIsSlowAtTimesIsNotGivenUp() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS).hangingOn("part 7");
    Thread later =
        new Thread(
            () -> {
              Uninterruptibly.run(engines::awaitHanging);
              LockSupport.parkNanos(PATIENCE.toNanos() / 4);
              engines.release();
            },
            "release");
    try (Line line = new Line(TestParts.setup(Camera.of(50), engines, 4, PATIENCE), recorder)) {
      line.addListener(told::add);
      later.start();
      line.start();

      assertAgrees(line.await(), engines);
    }
    later.join();
    assertThat(troubles()).doesNotContain(Kind.ENGINE);
  }

  private static void awaitEndOf(String thread) {
    while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread))) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
