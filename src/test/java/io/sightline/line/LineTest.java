package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection;
import io.sightline.inspection.StageTimes;
import io.sightline.inspection.Verdict;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.MissedParts;
import io.sightline.store.VerdictCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests a line on a real store: every part that goes by ends as a row or as missed. */
class LineTest extends OnRealStore {
  @Test
  void everyPartOfAFolderHasItsRow() throws InterruptedException {
    RunSummary run = run(store, NO_PICTURES, Camera.of(500), Network.perfect(), 4);

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(400, 100, 0, 0, 0));
    assertThat(run.counts().triggered()).isEqualTo(500);
    assertThat(run.accuracy()).hasValue(1);
    assertThat(run.framesAlive()).isZero();
    List<Inspection> rows = rows();
    assertThat(rows).hasSize(500);
    assertThat(rows).extracting(row -> row.part().serial()).doesNotHaveDuplicates();
    assertThat(rows)
        .filteredOn(row -> row.verdict() == Verdict.FAIL)
        .allMatch(row -> row.image().equals(Optional.of("picture of " + row.origin())));
  }

  @Test
  void everyStageHasItsOwnTimeInTheRow() throws InterruptedException {
    Detector timed =
        new MadeUpNetwork("open") {
          @Override
          public List<Findings> detect(List<Frame> frames) {
            return frames.stream().map(frame -> new Findings(List.of(), 2, 7, 3)).toList();
          }
        };
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(1), timed, 4), recorder)) {
      line.start();
      line.await();
    }

    StageTimes times = rows().get(0).times();
    assertThat(times.preparing()).as("preparing").isEqualTo(2);
    assertThat(times.inferring()).as("inferring").isEqualTo(7);
    assertThat(times.decoding()).as("decoding").isEqualTo(3);
  }

  @Test
  void everyPartIsOfItsShiftAndLotMissedOrNot() throws InterruptedException {
    List<MissedParts> missed = Collections.synchronizedList(new ArrayList<>());
    InspectionStore noting =
        new DelegatingStore(store) {
          @Override
          public void appendMissed(MissedParts parts) {
            missed.add(parts);
            super.appendMissed(parts);
          }
        };
    Network slow = new Network(() -> LockSupport.parkNanos(2_000_000), -1);

    LineSetup setup = TestParts.setup(Camera.of(400).paced(), slow, 2);
    try (Recorder recorder = new Recorder(noting, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.start();
      line.await();
    }

    assertThat(rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.shift()).isEqualTo(setup.shifts().at(row.part().firstSeen()));
              assertThat(row.part().lot()).isEqualTo("Lot A");
            });
    assertThat(missed)
        .isNotEmpty()
        .allSatisfy(
            parts -> {
              assertThat(parts.shift()).isEqualTo(setup.shifts().at(parts.at()));
              assertThat(parts.lot()).isEqualTo("Lot A");
            });
  }

  @Test
  void theCountsSayWhichRunTheyAreOf() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(3), Network.perfect(), 4), recorder)) {
      assertThat(line.counts().since()).as("before the first run").isEmpty();

      Instant before = Instant.now();
      line.start();
      Instant first = line.counts().since().orElseThrow();
      assertThat(first).isBetween(before, Instant.now());
      assertThat(line.await().counts().since()).hasValue(first);
      assertThat(line.counts().since()).as("while it stands").hasValue(first);

      Instant again = Instant.now();
      line.start();
      assertThat(line.counts().since().orElseThrow()).isBetween(again, Instant.now());
      line.await();
    }
  }

  /** A part that waited across a change of shift would otherwise be booked to the next one. */
  @Test
  void aPartIsOfTheShiftInWhichItWasSeen() throws InterruptedException {
    LineSetup setup =
        TestParts.setup(
            pool -> TestParts.folder(pool, Instant.EPOCH, 32),
            Network::perfect,
            4,
            LineSetup.USUAL_PATIENCE);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.start();
      line.await();
    }

    assertThat(rows()).extracting(Inspection::shift).containsExactly("Earlier");
  }

  @Test
  void aSlowNetworkMissesPartsAndSaysSo() throws InterruptedException {
    Network slow = new Network(() -> LockSupport.parkNanos(2_000_000), -1);

    RunSummary run = run(store, NO_PICTURES, Camera.of(400).paced(), slow, 2);

    long missed = run.counts().verdicts().missed();
    assertThat(run.failure()).isEmpty();
    assertThat(missed).as("a camera this fast must overrun this network").isPositive();
    assertThat(run.counts().verdicts().inspected() + missed).isEqualTo(400);
    assertThat(store.lastSerial("Line ü 1")).as("missed parts have numbers, too").isEqualTo(400);
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(run.counts().verdicts());
    assertThat(rows()).hasSize((int) (400 - missed));
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aSlowDiskMissesPartsButLosesNone() throws InterruptedException {
    InspectionStore slow =
        new DelegatingStore(store) {
          @Override
          public void append(List<Inspection> inspections) {
            LockSupport.parkNanos(50_000_000);
            super.append(inspections);
          }
        };
    ImageArchive slowToo =
        (inspection, frame) -> {
          LockSupport.parkNanos(5_000_000);
          return "kept";
        };

    RunSummary run = run(slow, slowToo, Camera.of(2_000).paced(), Network.perfect(), 2);

    assertThat(run.failure()).isEmpty();
    assertThat(run.counts().verdicts().missed()).isPositive();
    assertThat(run.counts().recorded()).isEqualTo(run.counts().verdicts().inspected());
    assertThat(run.reconciliation().stored()).hasValue(run.counts().verdicts());
    assertThat(run.counts().triggered()).isEqualTo(2_000);
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aStoppedLineStartsAgainWhereItsNumbersEnded() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(10), Network.perfect(), 4), recorder)) {
      line.start();
      line.await();
      line.start();
      RunSummary second = line.await();

      assertThat(second.firstSerial()).isEqualTo(11);
      assertThat(second.counts().triggered()).isEqualTo(10);
    }
    assertThat(rows()).hasSize(20);
  }

  /** A run whose end is not reported would keep the station from ever closing. */
  @Test
  @Timeout(60)
  void aRunEndsThoughAListenerHasNoMemoryLeft() throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(10), Network.perfect(), 4), recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Stopped) {
              throw new OutOfMemoryError("none left for the screen");
            }
          });
      line.start();
      assertThat(line.await().counts().triggered()).isEqualTo(10);
      line.start();
      assertThat(line.await().counts().triggered()).isEqualTo(10);
    }
  }

  @Test
  void stopInspectsWhatWasTaken() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Network held =
        new Network(
            () -> {
              looking.countDown();
              Uninterruptibly.run(asked::await);
            },
            -1);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(Integer.MAX_VALUE), held, 3), recorder)) {
      line.start();
      looking.await();
      while (line.counts().waiting() < 2) { // the folder then waits, and is stopped waiting
        LockSupport.parkNanos(1_000_000);
      }
      line.stop();
      assertThat(line.state()).isEqualTo(Line.State.STOPPING);
      asked.countDown();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.counts().verdicts().inspected()).isPositive();
      assertThat(run.counts().verdicts().missed()).as("a folder does not go by").isZero();
      assertThat(run.reconciliation().discrepancy()).isEmpty();
      assertThat(line.state()).isEqualTo(Line.State.STOPPED);
    }
  }

  @Test
  void eventsTellTheStoryInOrder() throws InterruptedException {
    List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(10), Network.perfect(), 4), recorder)) {
      line.viewfinder().keepRejects(true);
      line.addListener(told::add);
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Started) {
              throw new IllegalStateException("a screen that fails must not stop the line");
            }
          });
      line.start();
      line.await();
    }

    assertThat(told).filteredOn(LineEvent.Inspected.class::isInstance).hasSize(10);
    assertThat(told).filteredOn(LineEvent.Recorded.class::isInstance).hasSize(10);
    assertThat(told.get(told.size() - 1)).isInstanceOf(LineEvent.Stopped.class);
    assertThat(
            told.stream()
                .filter(LineEvent.Inspected.class::isInstance)
                .map(LineEvent.Inspected.class::cast)
                .filter(one -> one.thumbnail().isPresent())
                .map(one -> one.inspection().verdict()))
        .containsExactly(Verdict.FAIL, Verdict.FAIL);
  }

  @Test
  void nobodyWhoKeepsRejectsMeansNoneIsDrawnSmall() throws InterruptedException {
    List<LineEvent> told = Collections.synchronizedList(new ArrayList<>());
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(10), Network.perfect(), 4), recorder)) {
      line.addListener(told::add);
      line.start();
      line.await();
    }

    assertThat(told)
        .filteredOn(LineEvent.Inspected.class::isInstance)
        .hasSize(10)
        .noneMatch(event -> ((LineEvent.Inspected) event).thumbnail().isPresent());
  }
}
