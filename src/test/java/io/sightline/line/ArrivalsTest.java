package io.sightline.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.capture.FrameSource;
import io.sightline.detect.Detector;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.PendingFindings;
import io.sightline.detect.engine.Uninterruptibly;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.line.TestParts.Camera;
import io.sightline.store.VerdictCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests parts that arrive while earlier ones are being inspected. */
@Timeout(30)
class ArrivalsTest extends OnRealStore {
  private static final int PARTS = 4;

  private final FourLanes lanes = new FourLanes();
  private final CountDownLatch threeWait = new CountDownLatch(1);
  private final CountDownLatch twoAreAwaited = new CountDownLatch(1);

  /**
   * The first part has the detector to itself until two more wait. The fourth arrives while those
   * two are being inspected, and they finish only once it has begun.
   */
  @Test
  void aPartThatComesDuringALookBeginsAtOnceWhereALaneIsFree() throws InterruptedException {
    List<Long> serials = new ArrayList<>();
    RunSummary run = run(lanes, this::fourthDuringTwo, serials::add);

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(PARTS, 0, 0, 0, 0));
    assertThat(serials).containsExactly(1L, 2L, 3L, 4L);
  }

  /** The first part arrives alone, the second while the first is being inspected. */
  @Test
  void besideAnAcceleratorAPartThatComesAloneLeavesRoomForTheNext() throws InterruptedException {
    TwoBesideAnAccelerator two = new TwoBesideAnAccelerator();

    RunSummary run = run(two, pool -> gated(pool, 2, two.oneIsAwaited::await), serial -> {});

    assertThat(run.counts().verdicts()).isEqualTo(new VerdictCounts(PARTS, 0, 0, 0, 0));
  }

  private RunSummary run(
      Detector detector, Function<FramePool, FrameSource> camera, Consumer<Long> judged)
      throws InterruptedException {
    LineSetup usual = TestParts.setup(Camera.of(PARTS), detector, PARTS);
    LineSetup setup =
        new LineSetup(
            usual.name(),
            camera,
            usual.recipe(),
            usual.detector(),
            usual.lot(),
            usual.shifts(),
            usual.parts(),
            usual.inbox(),
            usual.patience(),
            usual.reconnecting(),
            false);
    try (Recorder recorder = new Recorder(store, NO_PICTURES);
        Line line = new Line(setup, recorder)) {
      line.addListener(
          event -> {
            if (event instanceof LineEvent.Inspected done) {
              judged.accept(done.inspection().part().serial());
            }
          });
      line.start();
      RunSummary run = line.await();

      assertThat(run.failure()).isEmpty();
      assertThat(run.framesAlive()).isZero();
      return run;
    }
  }

  private FrameSource fourthDuringTwo(FramePool pool) {
    return gated(
        pool,
        PARTS,
        () -> {
          threeWait.countDown();
          twoAreAwaited.await();
        });
  }

  /** Returns a camera that runs an action before the given part, 1 for the first. */
  private static FrameSource gated(FramePool pool, int part, Uninterruptibly.Wait before) {
    FrameSource camera = new Camera(PARTS, false, Integer.MAX_VALUE, Integer.MAX_VALUE).open(pool);
    return new FrameSource() {
      private int asked;

      @Override
      public Optional<Frame> next() throws InterruptedException {
        if (++asked == part) {
          before.run();
        }
        return camera.next();
      }

      @Override
      public boolean live() {
        return true; // so it does not wait for room in the inbox
      }

      @Override
      public String describe() {
        return camera.describe();
      }

      @Override
      public void close() {
        camera.close();
      }
    };
  }

  /** Finishes every inspection once that of the last part has begun. */
  private final class FourLanes extends MadeUpNetwork {
    private final Map<String, CompletableFuture<Findings>> looks = new HashMap<>();

    FourLanes() {
      super("open");
    }

    @Override
    public int concurrency() {
      return 4;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      Uninterruptibly.run(threeWait::await);
      return List.of(nothing());
    }

    @Override
    public PendingFindings begin(Frame frame) {
      CompletableFuture<Findings> look = new CompletableFuture<>();
      looks.put(frame.tag().origin(), look);
      if (frame.tag().origin().equals("part " + PARTS)) {
        looks.values().forEach(each -> each.complete(nothing()));
      }
      return new PendingFindings() {
        @Override
        public Findings findings() {
          twoAreAwaited.countDown();
          return look.join();
        }

        @Override
        public void whenDone(Runnable told) {
          if (looks.size() == 2) {
            twoAreAwaited.countDown();
          }
          CompletableFuture<Void> unused = look.thenRun(told);
        }
      };
    }

    private static Findings nothing() {
      return new Findings(List.of(), 0, 1, 0);
    }
  }

  /** Finishes the first inspection once the second has begun. */
  private static final class TwoBesideAnAccelerator extends MadeUpNetwork {
    private final CountDownLatch oneIsAwaited = new CountDownLatch(1);
    private final CompletableFuture<Findings> first = new CompletableFuture<>();
    private int begun;

    TwoBesideAnAccelerator() {
      super("open");
    }

    @Override
    public int concurrency() {
      return 2;
    }

    @Override
    public boolean isSoonerAlone() {
      return false;
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      throw new DetectException("No part wants all of the detector");
    }

    @Override
    public PendingFindings begin(Frame frame) {
      Findings nothing = new Findings(List.of(), 0, 1, 0);
      if (++begun > 1) {
        first.complete(nothing);
        return () -> nothing;
      }
      return new PendingFindings() {
        @Override
        public Findings findings() {
          return first.join();
        }

        @Override
        public void whenDone(Runnable told) {
          CompletableFuture<Void> unused = first.thenRun(told);
          oneIsAwaited.countDown();
        }
      };
    }
  }
}
