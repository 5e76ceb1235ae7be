package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.inspection.Inspection;
import io.sightline.line.TestParts.Camera;
import io.sightline.line.TestParts.Network;
import io.sightline.line.Trouble.Kind;
import io.sightline.store.InspectionQuery;
import io.sightline.store.InspectionStore;
import io.sightline.store.StoreException;
import io.sightline.store.VerdictCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests which troubles are reported and logged for a person to act on, and how often. */
class TroublesTest extends OnRealStore {
  private static final Camera ALL_DEFECTIVE = new Camera(45, false, 1, Integer.MAX_VALUE);

  private final CountDownLatch sourceLost = new CountDownLatch(1);
  private final List<Trouble> told = Collections.synchronizedList(new ArrayList<>());
  private final LineLog log = LineLog.open();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void manyRejectsInARowAreSaidAgainWithTheirNumber() throws InterruptedException {
    run(store, ALL_DEFECTIVE, Network.perfect());

    assertThat(told)
        .filteredOn(trouble -> trouble.kind() == Kind.REJECTS)
        .extracting(Trouble::parts)
        .containsExactly(10L, 20L, 30L, 40L);
    assertThat(log.texts())
        .as("logged once, as it began, and what was counted in the end")
        .containsExactly(
            "Line ü 1: " + new Trouble(Kind.REJECTS, 10, "").message(),
            "Line ü 1 has stopped: " + new VerdictCounts(0, 45, 0, 0, 0));
  }

  @Test
  void eachPartThatIsNotJudgedIsSaid() throws InterruptedException {
    run(store, Camera.of(20), new Network(() -> {}, 3));
    assertThat(told).extracting(Trouble::kind).containsExactly(Kind.UNJUDGED);
    assertThat(log.texts())
        .as("that it goes on is no news, and it is never over")
        .containsExactly(
            "Line ü 1: a part could not be judged",
            "Line ü 1: " + told.get(0).message(),
            "Line ü 1 has stopped: " + new VerdictCounts(15, 4, 0, 1, 0));

    told.clear();
    run(store, new Camera(9, false, 1, 99), Network.blindToDefectsThreeAtOnce());
    assertThat(told).extracting(Trouble::kind).containsOnly(Kind.UNJUDGED);
    assertThat(told).extracting(Trouble::parts).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void missedPartsAreLoggedAndSaidWithTheirNumber() throws InterruptedException {
    Network slow = new Network(() -> LockSupport.parkNanos(2_000_000), -1);

    RunSummary run = run(store, Camera.of(5_000).paced(), slow);

    assertThat(told)
        .filteredOn(trouble -> trouble.kind() == Kind.MISSED)
        .extracting(Trouble::parts)
        .as("all so far, again and again")
        .hasSizeGreaterThan(1)
        .last()
        .isEqualTo(run.counts().verdicts().missed());
    assertThat(log.texts())
        .filteredOn(line -> line.contains("went by uninspected"))
        .as("not once a part")
        .hasSize(1);
  }

  @Test
  void countsThatDoNotAgreeWithTheStoreAreATrouble() throws InterruptedException {
    InspectionStore forgetful =
        new DelegatingStore(store) {
          @Override
          public VerdictCounts count(InspectionQuery query) {
            return VerdictCounts.NONE;
          }
        };

    RunSummary run = run(forgetful, Camera.of(9), Network.perfect());

    assertThat(run.failure().orElseThrow()).startsWith("The counts do not agree: ");
    assertThat(told).containsExactly(new Trouble(Kind.STORE, 0, run.failure().orElseThrow()));
  }

  @Test
  void whatFailsSecondIsToldAndLoggedToo() throws InterruptedException {
    InspectionStore full =
        new DelegatingStore(store) {
          @Override
          public void append(List<Inspection> inspections) {
            Uninterruptibly.run(sourceLost::await);
            throw new StoreException("The disk is full");
          }
        };

    RunSummary run = run(full, Camera.of(99).failingAfter(20), Network.perfect());

    assertThat(run.failure()).hasValue("The camera was unplugged");
    assertThat(told)
        .containsExactly(
            new Trouble(Kind.SOURCE, 0, "The camera was unplugged"),
            new Trouble(Kind.STORE, 0, "The disk is full"));
    assertThat(log.texts())
        .as("not once for each part that could not be recorded")
        .containsOnlyOnce("Line ü 1 stops", "Line ü 1 stops, and this failed, too");
  }

  @Test
  void aDiskThatIsNearlyFullIsToldAtOnceAndInEachRunUntilThereIsRoom() throws InterruptedException {
    Trouble full = new Trouble(Kind.DISK, 0, "The disk of /data has 0.4 GB left");
    List<LineEvent> about = Collections.synchronizedList(new ArrayList<>());
    Set<String> tellers = ConcurrentHashMap.newKeySet();
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(Camera.of(5), Network.perfect(), 2), recorder)) {
      line.diskShortage(Optional.of(full.reason()));
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Troubled || event instanceof LineEvent.Cleared) {
              about.add(event);
              tellers.add(Thread.currentThread().getName());
            }
          });
      assertThat(about).as("though the line stands").containsExactly(new LineEvent.Troubled(full));
      tellers.clear();
      for (int run = 0; run < 2; run++) {
        line.start();
        assertThat(line.await().failure()).isEmpty();
      }
      assertThat(tellers)
          .as("whoever starts a line never waits for the log")
          .containsExactly("inspect-" + line.name());
      line.diskShortage(Optional.empty());
      line.start();
      line.await();
    }

    assertThat(about)
        .containsExactly(
            new LineEvent.Troubled(full),
            new LineEvent.Troubled(full),
            new LineEvent.Troubled(full),
            new LineEvent.Cleared(Kind.DISK));
    assertThat(full.message()).startsWith("The disk is nearly full").endsWith(full.reason());
  }

  private RunSummary run(InspectionStore store, Camera camera, Network network)
      throws InterruptedException {
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(camera, network, 2), recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Troubled troubled) {
              told.add(troubled.trouble());
              if (troubled.trouble().kind() == Kind.SOURCE) {
                sourceLost.countDown();
              }
            }
          });
      line.start();
      return line.await();
    }
  }
}
