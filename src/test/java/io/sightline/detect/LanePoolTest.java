package io.sightline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a multi-threaded detector: order, results collected later, and the end of its threads. */
class LanePoolTest {
  @TempDir Path folder;
  private final FramePool pool = new FramePool();

  @AfterEach
  void everyFrameIsBack() {
    assertThat(pool.alive()).isZero();
    pool.close();
  }

  @Test
  void framesLookedAtSideBySideKeepTheirOrder() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    List<Frame> frames = new ArrayList<>();
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(3));
        Scalar green = new Scalar(0, 255, 0, 0)) {
      List<Box> cells = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        cells.add(new Box(8 * i, 16, 8 * i + 8, 24));
        frames.add(Fixtures.painted(pool, 96, 64, cells.get(i), green));
      }

      assertThat(detector.concurrency()).isEqualTo(3);
      assertThat(detector.detect(frames))
          .extracting(found -> found.detections().get(0).box())
          .containsExactlyElementsOf(cells);
    } finally {
      frames.forEach(Frame::close);
    }
  }

  @Test
  void looksThatWereBegunAreAnsweredInAnyOrderEvenByADetectorThatIsBeingClosed() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    List<Frame> frames = new ArrayList<>();
    List<PendingFindings> looks = new ArrayList<>();
    List<Box> cells = new ArrayList<>();
    try (Scalar green = new Scalar(0, 255, 0, 0)) {
      try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(3))) {
        for (int i = 0; i < 8; i++) {
          cells.add(new Box(8 * i, 16, 8 * i + 8, 24));
          frames.add(Fixtures.painted(pool, 96, 64, cells.get(i), green));
          looks.add(detector.begin(frames.get(i)));
        }
      }
      for (int i = 7; i >= 0; i--) {
        assertThat(looks.get(i).findings().detections().get(0).box()).isEqualTo(cells.get(i));
      }
    } finally {
      frames.forEach(Frame::close);
    }
  }

  @Test
  void aLookAtAFrameThatIsGoneThrowsWhenItIsAskedFor() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(2))) {
      Frame gone = pool.take(96, 64);
      gone.close();
      PendingFindings look = detector.begin(gone);
      assertThatThrownBy(look::findings).isInstanceOf(DetectException.class);
    }
  }

  /** Otherwise their owner would free what a lane still reads. */
  @Test
  void noLaneUsesAFrameAnyMoreOnceTheLookAtAnotherHasThrown() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    List<Frame> frames = new ArrayList<>();
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(2))) {
      for (int i = 0; i < 40; i++) {
        frames.add(pool.take(960, 640));
      }
      frames.get(0).close();

      assertThatThrownBy(() -> detector.detect(frames)).isInstanceOf(DetectException.class);

      assertThat(Thread.getAllStackTraces().values().stream().flatMap(Stream::of))
          .noneMatch(call -> call.getClassName().equals(Lane.class.getName()));
    } finally {
      frames.forEach(Frame::close);
    }
  }

  @Test
  void besideAnAcceleratorTwoPrepareAndReadWhatItWorksOn() {
    Engine accelerator = Engine.called("cuda");
    assertThat(LanePool.shares(accelerator)).containsExactly(accelerator, accelerator);
  }

  @Test
  void everyThreadHasALane() {
    for (int threads = 2; threads < 20; threads++) {
      List<Engine> shares = LanePool.shares(new Engine.Cpu(threads));
      assertThat(shares).hasSize(Math.min(4, threads));
      assertThat(shares.stream().mapToInt(Engine::threads).sum()).isEqualTo(threads);
      assertThat(shares).allMatch(share -> share.threads() > 0);
    }
    assertThat(LanePool.shares(new Engine.Cpu(1))).isEmpty();
  }

  @Test
  void lanesThatTheMemoryDoesNotSufficeForAreNotOpened() {
    List<Engine> shares = LanePool.shares(new Engine.Cpu(2));
    assertThat(LanePool.affordable(shares, 2)).isEqualTo(shares);
    assertThat(LanePool.affordable(shares, 1)).isEmpty();
    Path model = Fixtures.copy("cells.onnx", folder);
    assertThat(LanePool.shares(Models.load(model), new Engine.Cpu(2), 1)).isEqualTo(shares);
  }

  /** Of a batch of 32 large pictures, a detector with five lanes would have room for two. */
  @Test
  void lanesWhosePicturesThereIsNoRoomForAreNotOpened() {
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    long room = Runtime.getRuntime().maxMemory();
    Engine two = new Engine.Cpu(2);
    assertThat(LanePool.shares(bundle, two, room / 5)).hasSize(2);
    assertThat(LanePool.shares(bundle, two, room / 3)).isEmpty();
    assertThat(LanePool.shares(bundle, new Engine.Cpu(4), room / 5)).isEmpty();
  }

  @Test
  void aLaneCountsAllThePicturesOfABatchThoughItIsShownFewer() {
    Path file = Fixtures.write(folder.resolve("m.onnx"), Fixtures.bytes("batches/four-mixed.onnx"));
    ModelBundle bundle = Models.load(file);
    try (Lane lane = Lane.open(bundle, Fixtures.CPU, bundle.thresholds())) {
      assertThat(lane.batchSize()).isEqualTo(1);
      assertThat(lane.bytes()).isEqualTo(4 * 4 * (3 * 96 * 64 + 7 * 96));
    }
  }

  @Test
  void itsThreadsEndWithIt() throws InterruptedException {
    List<Thread> looking;
    ModelBundle bundle = Models.load(Fixtures.copy("cells.onnx", folder));
    try (OnnxDetector detector = new OnnxDetector(bundle, new Engine.Cpu(2));
        Scalar green = new Scalar(0, 255, 0, 0);
        Frame a = Fixtures.painted(pool, 96, 64, new Box(8, 8, 16, 16), green);
        Frame b = Fixtures.painted(pool, 96, 64, new Box(8, 8, 16, 16), green)) {
      detector.detect(List.of(a, b));
      looking = threads();
      assertThat(looking).isNotEmpty();
    }
    for (Thread thread : looking) {
      thread.join(5_000); // idle by now; ends shortly after the close
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("detect-cells"))
        .toList();
  }
}
