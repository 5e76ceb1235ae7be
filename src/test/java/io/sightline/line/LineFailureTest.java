package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionStore;
import io.sightline.store.StoreException;
import io.sightline.store.VerdictCounts;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests failures around a line, on a real store: every part that goes by ends as a row or as
 * missed.
 */
class LineFailureTest extends OnRealStore {
  @Test
  void aFullDiskStopsTheLineAndKeepsWhatWasRecorded() throws InterruptedException {
    InspectionStore full =
        new DelegatingStore(store) {
          private int groups;

          @Override
          public void append(List<Inspection> inspections) {
            if (++groups > 2) {
              throw new StoreException("The disk is full: make room, then start again");
            }
            super.append(inspections);
          }
        };

    RunSummary run = run(full, NO_PICTURES, Camera.of(Integer.MAX_VALUE), Network.perfect(), 4);

    assertThat(run.failure()).hasValue("The disk is full: make room, then start again");
    assertThat(run.counts().recorded()).isPositive();
    assertThat(rows()).hasSize((int) run.counts().recorded());
    assertThat(run.counts().triggered())
        .isEqualTo(run.counts().verdicts().inspected() + run.counts().verdicts().missed());
    assertThat(run.framesAlive()).isZero();
  }

  /** What is shown as PASS and never recorded would leave the station unseen. */
  @Test
  void whatWaitsWhenTheDiskIsFullIsMissedAndNotJudged() throws InterruptedException {
    AtomicBoolean judged = new AtomicBoolean();
    CountDownLatch looking = new CountDownLatch(1);
    InspectionStore full =
        new DelegatingStore(store) {
          @Override
          public void append(List<Inspection> inspections) {
            Uninterruptibly.run(looking::await); // the second part, however busy the machine
            throw new StoreException("The disk is full: make room, then start again");
          }
        };
    CountDownLatch stops = new CountDownLatch(1);
    Network second =
        new Network(
            () -> {
              if (judged.get()) {
                looking.countDown();
                Uninterruptibly.run(stops::await);
              }
            },
            -1);
    try (Recorder recorder = new Recorder(full, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(50).paced(), second, 4), recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Inspected && !judged.getAndSet(true)) {
              awaitTriggered(line, 4);
            } else if (event instanceof LineEvent.Troubled told
                && told.trouble().kind() == Trouble.Kind.STORE) {
              stops.countDown();
            }
          });
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).hasValue("The disk is full: make room, then start again");
      assertThat(run.counts().verdicts().inspected())
          .as("the first, and the one that was looked at when it could not be recorded")
          .isEqualTo(2);
      assertThat(run.counts().verdicts().missed())
          .isEqualTo(run.counts().triggered() - 2)
          .isGreaterThanOrEqualTo(2);
      assertThat(run.framesAlive()).isZero();
    }
  }

  private static void awaitTriggered(Line line, long parts) {
    while (line.counts().triggered() < parts) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aPartThatCannotBeLookedAtCostsItsNeighboursNothing() throws InterruptedException {
    RunSummary run = run(store, NO_PICTURES, Camera.of(50), Network.blindToDefectsThreeAtOnce(), 4);

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(40, 0, 0, 10, 0));
    assertThat(rows())
        .extracting(row -> row.origin() + " " + row.verdict())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 50)
                .mapToObj(i -> "part " + i + (i % 5 == 0 ? " ERROR" : " PASS"))
                .toList());
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aPartThatCouldNotBeLookedAtIsAnErrorAndNeverPasses() throws InterruptedException {
    RunSummary run = run(store, NO_PICTURES, Camera.of(10), new Network(() -> {}, 3), 4);

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(7, 2, 0, 1, 0));
    assertThat(rows())
        .filteredOn(row -> row.verdict() == Verdict.ERROR)
        .singleElement()
        .satisfies(row -> assertThat(row.error()).hasValue("The engine stumbled"));
  }

  @Test
  void aLostCameraEndsTheRunWithItsReasonAndWhatWasTakenIsInspected() throws InterruptedException {
    RunSummary run =
        run(
            store,
            NO_PICTURES,
            Camera.of(Integer.MAX_VALUE).failingAfter(20),
            Network.perfect(),
            4);

    assertThat(run.failure()).hasValue("The camera was unplugged");
    assertThat(rows()).hasSize(20);
  }

  @Test
  void whateverFailsTheRunEndsAndGivesItsFramesBack() throws InterruptedException {
    Network broken =
        new Network(
            () -> {
              throw new IllegalStateException("a fault nobody thought of");
            },
            -1);

    RunSummary run = run(store, NO_PICTURES, Camera.of(Integer.MAX_VALUE), broken, 2);

    assertThat(run.failure())
        .hasValueSatisfying(why -> assertThat(why).contains("a fault nobody thought of"));
    assertThat(run.counts().triggered())
        .isPositive()
        .isEqualTo(run.counts().verdicts().inspected() + run.counts().verdicts().missed());
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void anErrorInTheInspectionHasItsSentence() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    Network broken =
        new Network(
            () -> {
              if (looks.incrementAndGet() > 30) {
                throw new NoClassDefFoundError("org/bytedeco/opencv/global/opencv_imgproc");
              }
            },
            -1);
    InspectionStore slow =
        new DelegatingStore(store) {
          @Override
          public void append(List<Inspection> inspections) {
            LockSupport.parkNanos(300_000_000);
            super.append(inspections);
          }
        };

    RunSummary run = run(slow, NO_PICTURES, Camera.of(Integer.MAX_VALUE), broken, 2);

    assertThat(run.reconciliation().stored())
        .as("the next run's numbers begin behind them")
        .hasValue(run.counts().verdicts());
    assertThat(run.failure().orElseThrow())
        .startsWith("The inspection of Line ü 1 failed unexpectedly")
        .contains("opencv_imgproc");
    assertThat(run.counts().triggered())
        .isPositive()
        .isEqualTo(run.counts().verdicts().inspected() + run.counts().verdicts().missed());
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aStoreThatCannotSayWhereToGoOnEndsTheRun() throws InterruptedException {
    InspectionStore mute =
        new DelegatingStore(store) {
          @Override
          public long lastSerial(String line) {
            throw new StoreException("The disk is gone");
          }
        };

    RunSummary run = run(mute, NO_PICTURES, Camera.of(50), Network.perfect(), 2);

    assertThat(run.failure()).hasValue("The disk is gone");
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void anErrorInTheSourceIsALostSource() throws InterruptedException {
    Camera camera = Camera.of(Integer.MAX_VALUE).failingAfter(20).fatally();

    RunSummary run = run(store, NO_PICTURES, camera, Network.perfect(), 4);

    assertThat(run.failure().orElseThrow())
        .startsWith("The source of Line ü 1 failed unexpectedly")
        .contains("Physical memory usage is too high");
    assertThat(rows()).hasSize(20);
  }

  @Test
  void anErrorInTheStoreStopsTheLineAndTheRecorderGoesOn() throws InterruptedException {
    InspectionStore broken =
        new DelegatingStore(store) {
          private int groups;

          @Override
          public void append(List<Inspection> inspections) {
            if (++groups == 2) {
              throw new OutOfMemoryError("Physical memory usage is too high");
            }
            super.append(inspections);
          }
        };

    RunSummary run = run(broken, NO_PICTURES, Camera.of(Integer.MAX_VALUE), Network.perfect(), 4);

    assertThat(run.failure().orElseThrow()).contains("Physical memory usage is too high");
    assertThat(run.counts().recorded()).isPositive();
    assertThat(rows()).hasSize((int) run.counts().recorded());
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void anErrorInTheArchiveStopsTheLineAndKeepsTheRows() throws InterruptedException {
    ImageArchive broken =
        (inspection, frame) -> {
          throw new NoClassDefFoundError("org/bytedeco/opencv/global/opencv_imgcodecs");
        };

    RunSummary run = run(store, broken, Camera.of(Integer.MAX_VALUE), Network.perfect(), 4);

    assertThat(run.failure().orElseThrow()).contains("opencv_imgcodecs");
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(run.framesAlive()).isZero();
  }
}
