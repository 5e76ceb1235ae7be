package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.FrameSource;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests what is told while the inspecting thread waits for its engine or for the disk: parts that
 * go by meanwhile are told while they do, not afterwards, and recorded once.
 */
class StandstillTest extends FailingEngines {
  /** A third of it is a standstill. */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private final CountDownLatch mended = new CountDownLatch(1);

  /** The pictures' disk, which does not answer before it is mended. */
  private final ImageArchive hanging =
      (inspection, frame) -> {
        Uninterruptibly.run(mended::await);
        return "picture";
      };

  /** What was told, except of single parts. */
  private final List<LineEvent> about = new CopyOnWriteArrayList<>();

  @AfterEach
  void mend() {
    mended.countDown();
  }

  @Test
  void anEngineThatDoesNotAnswerIsToldAndSoIsWhatGoesByMeanwhile() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS).hangingOn("part 1");
    try (Line line = line(Camera.of(ENDLESS).paced(), engines)) {
      line.start();
      until(() -> said(Kind.MISSED));
      until(() -> said(Kind.STALLED));
      assertThat(reasons()).containsExactly("The engine does not answer");
      assertThat(recordedAsMissed()).as("the thread that records them waits").isZero();

      engines.release();
      assertGoesOn(line);
      line.stop();
      assertToldAndRecordedOnce(line.await());
    }
  }

  @Test
  void whatGoesByWhileTheEngineStartsAgainIsToldMeanwhile() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(1, ENDLESS);
    engines.beforeReopening(() -> Uninterruptibly.run(mended::await));
    try (Line line = line(Camera.of(ENDLESS).paced(), engines)) {
      line.start();
      until(() -> said(Kind.MISSED));
      assertThat(said(Kind.RESTARTED)).isFalse();

      mended.countDown();
      until(() -> said(Kind.RESTARTED));
      line.stop();
      assertToldAndRecordedOnce(line.await());
    }
  }

  @Test
  void aDiskThatDoesNotAnswerIsToldAndSoIsWhatGoesByMeanwhile() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS);
    try (Recorder waiting = new Recorder(store, hanging);
        Line line = line(Camera.of(ENDLESS).paced(), engines, waiting)) {
      line.start();
      until(() -> said(Kind.STALLED));
      until(() -> said(Kind.MISSED));
      assertThat(reasons()).containsExactly("The disk does not answer");

      mended.countDown();
      assertGoesOn(line);
      line.stop();
      assertToldAndRecordedOnce(line.await());
    }
  }

  @Test
  void aDiskThatDoesNotAnswerWhileTheLineStopsIsTold() throws InterruptedException {
    MortalEngines engines = MortalEngines.living(ENDLESS);
    try (Recorder waiting = new Recorder(store, hanging);
        Line line = line(Camera.of(9), engines, waiting)) {
      line.start();
      until(() -> said(Kind.STALLED));

      mended.countDown();
      line.await();
      assertThat(about).contains(new LineEvent.Cleared(Kind.STALLED));
    }
  }

  private Line line(Camera camera, MortalEngines engines) {
    return line(camera, engines, recorder);
  }

  private Line line(Camera camera, MortalEngines engines, Recorder recording) {
    Line line =
        new Line(
            TestParts.setup(pool -> new Belt(camera.open(pool)), engines, 4, PATIENCE), recording);
    line.addListener(
        event -> {
          if (!(event instanceof LineEvent.Inspected) && !(event instanceof LineEvent.Recorded)) {
            about.add(event);
          }
        });
    return line;
  }

  private void assertGoesOn(Line line) throws InterruptedException {
    until(() -> about.contains(new LineEvent.Cleared(Kind.STALLED)));
    long before = line.counts().verdicts().inspected();
    until(() -> line.counts().verdicts().inspected() > before);
  }

  private void assertToldAndRecordedOnce(RunSummary run) {
    long missed = run.counts().verdicts().missed();
    assertThat(recordedAsMissed()).isEqualTo(missed);
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(run.counts().verdicts());
    List<Long> said =
        troubled().filter(it -> it.kind() == Kind.MISSED).map(Trouble::parts).toList();
    assertThat(said).doesNotHaveDuplicates().isSorted().endsWith(missed);
  }

  private long recordedAsMissed() {
    return about.stream()
        .filter(LineEvent.Missed.class::isInstance)
        .mapToLong(event -> ((LineEvent.Missed) event).parts().count())
        .sum();
  }

  private boolean said(Kind kind) {
    return troubled().anyMatch(trouble -> trouble.kind() == kind);
  }

  private List<String> reasons() {
    return troubled().filter(it -> it.kind() == Kind.STALLED).map(Trouble::reason).toList();
  }

  private Stream<Trouble> troubled() {
    return about.stream()
        .filter(LineEvent.Troubled.class::isInstance)
        .map(event -> ((LineEvent.Troubled) event).trouble());
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      mend(); // closing the line would wait for it
      throw e;
    }
  }

  /** A camera in front of which parts go by faster than a cold engine looks, and no faster. */
  private static final class Belt extends DelegatingCamera {
    Belt(FrameSource camera) {
      super(camera);
    }

    @Override
    public Optional<Frame> next() throws InterruptedException {
      Thread.sleep(10);
      return super.next();
    }
  }
}
