package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.inspection.Inspection;
import io.sightline.inspection.Verdict;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.store.DataDirectory;
import io.sightline.store.ImageArchive;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.MissedParts;
import io.sightline.store.SqliteStore;
import io.sightline.store.StoreException;
import io.sightline.store.VerdictCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A line over a real store: every part that goes by ends as a row or as missed. */
@Timeout(60)
class LineTest {
  private static final ImageArchive NO_PICTURES =
      (inspection, frame) -> "picture of " + frame.tag().origin();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // before each test
  private InspectionStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(new DataDirectory(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

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
  void aSlowNetworkMissesPartsAndSaysSo() throws InterruptedException {
    Network slow = new Network(() -> LockSupport.parkNanos(2_000_000), -1);

    RunSummary run = run(store, NO_PICTURES, Camera.of(400).paced(), slow, 2);

    long missed = run.counts().verdicts().missed();
    assertThat(run.failure()).isEmpty();
    assertThat(missed).as("a camera this fast must overrun this network").isPositive();
    assertThat(run.counts().verdicts().inspected() + missed).isEqualTo(400);
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(run.counts().verdicts());
    assertThat(rows()).hasSize((int) (400 - missed));
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aSlowDiskMissesPartsButLosesNone() throws InterruptedException {
    InspectionStore slow =
        new Delegating(store) {
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
    assertThat(run.counts().recorded()).isEqualTo(run.counts().verdicts().inspected());
    assertThat(run.reconciliation().stored()).hasValue(run.counts().verdicts());
    assertThat(run.counts().triggered()).isEqualTo(2_000);
    assertThat(run.framesAlive()).isZero();
  }

  @Test
  void aFullDiskStopsTheLineAndKeepsWhatWasRecorded() throws InterruptedException {
    InspectionStore full =
        new Delegating(store) {
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
  void aStoreThatCannotSayWhereToGoOnEndsTheRun() throws InterruptedException {
    InspectionStore mute =
        new Delegating(store) {
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
      line.stop();
      assertThat(line.state()).isEqualTo(Line.State.STOPPING);
      asked.countDown();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.counts().verdicts().inspected()).isPositive();
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

  private static RunSummary run(
      InspectionStore store, ImageArchive archive, Camera camera, Network network, int inbox)
      throws InterruptedException {
    try (Recorder recorder = new Recorder(store, archive);
        Line line = new Line(TestParts.setup(camera, network, inbox), recorder)) {
      line.start();
      return line.await();
    }
  }

  private List<Inspection> rows() {
    try (Stream<Inspection> all = store.find(InspectionQuery.ALL)) {
      return all.toList();
    }
  }

  /** The real store with one thing about it changed. */
  private static class Delegating implements InspectionStore {
    private final InspectionStore real;

    Delegating(InspectionStore real) {
      this.real = real;
    }

    @Override
    public void append(List<Inspection> inspections) {
      real.append(inspections);
    }

    @Override
    public void appendMissed(MissedParts missed) {
      real.appendMissed(missed);
    }

    @Override
    public Stream<Inspection> find(InspectionQuery query) {
      return real.find(query);
    }

    @Override
    public Optional<Inspection> find(UUID id) {
      return real.find(id);
    }

    @Override
    public VerdictCounts count(InspectionQuery query) {
      return real.count(query);
    }

    @Override
    public long lastSerial(String line) {
      return real.lastSerial(line);
    }

    @Override
    public void close() {}
  }
}
