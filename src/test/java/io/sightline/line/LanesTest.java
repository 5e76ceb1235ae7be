package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.PendingFindings;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.line.TestParts.Camera;
import io.sightline.store.InspectionQuery;
import io.sightline.store.VerdictCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests a line whose detector inspects two parts side by side, on a real store. */
class LanesTest extends OnRealStore {
  private static final int PARTS = 40;

  private final TwoLanes lanes = new TwoLanes();

  @Test
  void wherePartsWaitALaneThatIsDoneFindsTheNextOneBegun() throws InterruptedException {
    RunSummary run = run(PARTS, event -> {});

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(PARTS, 0, 0, 0, 0));
    // Three were under way at each wait, except for the last two; the first part may have come
    // alone.
    assertThat(lanes.begunWhenAsked.subList(0, PARTS - 3)).containsOnly(3);
    assertAgrees(run);
  }

  @Test
  void verdictsComeInTheOrderOfTheParts() throws InterruptedException {
    List<Long> serials = new ArrayList<>();

    run(
        PARTS,
        event -> {
          if (event instanceof LineEvent.Inspected done) {
            serials.add(done.inspection().part().serial());
          }
        });

    assertThat(serials).hasSize(PARTS).isSorted();
  }

  @Test
  void aPartThatCannotBeLookedAtCostsThoseUnderWayNothing() throws InterruptedException {
    lanes.blindTo = "part 7";

    RunSummary run = run(PARTS, event -> {});

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(PARTS - 1, 0, 0, 1, 0));
    assertThat(run.restarts()).isZero();
    assertAgrees(run);
  }

  @Test
  void whenTheInspectionBreaksOffNoFrameIsTakenFromALane() throws InterruptedException {
    RunSummary run =
        run(
            PARTS,
            event -> {
              if (event instanceof LineEvent.Inspected done
                  && done.inspection().part().serial() == 5) {
                Thread.currentThread().interrupt();
              }
            });

    assertThat(run.failure()).hasValueSatisfying(why -> assertThat(why).contains("interrupted"));
    assertThat(run.counts().verdicts().inspected()).isEqualTo(5);
    assertThat(run.counts().triggered()).isEqualTo(PARTS);
    assertThat(run.counts().verdicts().missed()).isEqualTo(PARTS - 5);
    assertThat(run.framesAlive()).isZero();
    assertThat(lanes.sawClosedFrames).isFalse();
  }

  private void assertAgrees(RunSummary run) {
    assertThat(run.reconciliation().discrepancy()).isEmpty();
    assertThat(store.count(InspectionQuery.ALL)).isEqualTo(run.counts().verdicts());
    assertThat(run.framesAlive()).isZero();
    assertThat(lanes.sawClosedFrames).isFalse();
  }

  /** Runs a line whose parts all arrive while the first is being inspected. */
  private RunSummary run(int parts, Consumer<LineEvent> listener) throws InterruptedException {
    Camera camera = new Camera(parts, true, Integer.MAX_VALUE, Integer.MAX_VALUE);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(TestParts.setup(camera, lanes, parts + 1), recorder)) {
      lanes.beforeTheFirst =
          () -> {
            while (line.counts().triggered() < parts) {
              LockSupport.parkNanos(100_000);
            }
          };
      line.addListener(listener);
      line.start();
      return line.await();
    }
  }

  /** Inspects parts briefly on two threads, and finds nothing. */
  private static final class TwoLanes extends MadeUpNetwork {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Integer> begunWhenAsked = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable beforeTheFirst = () -> {};
    private volatile boolean sawClosedFrames;
    private String blindTo = "none";
    private int underWay;

    TwoLanes() {
      super("open");
    }

    @Override
    public int concurrency() {
      return 2;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      beforeTheFirst.run();
      return frames.stream().map(this::look).toList();
    }

    @Override
    public PendingFindings begin(Frame frame) {
      beforeTheFirst.run();
      CompletableFuture<Findings> look = CompletableFuture.supplyAsync(() -> look(frame), threads);
      underWay++;
      return () -> {
        begunWhenAsked.add(underWay);
        underWay--;
        try {
          return look.join();
        } catch (CompletionException e) {
          throw new DetectException("A lane stumbled", e);
        }
      };
    }

    private Findings look(Frame frame) {
      LockSupport.parkNanos(200_000);
      try {
        if (frame.tag().origin().equals(blindTo)) {
          throw new DetectException("Too narrow a picture");
        }
      } catch (IllegalStateException closed) {
        sawClosedFrames = true;
      }
      return new Findings(List.of(), 0, 1, 0);
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }
}
