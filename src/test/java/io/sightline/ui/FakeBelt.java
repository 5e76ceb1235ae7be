package io.sightline.ui;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.detect.Findings;
import io.sightline.detect.MadeUpNetwork;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.image.FrameTag;
import io.sightline.inspection.Box;
import io.sightline.inspection.ClassLimit;
import io.sightline.inspection.Detection;
import io.sightline.inspection.GroundTruth;
import io.sightline.inspection.Recipe;
import io.sightline.inspection.ShiftPlan;
import io.sightline.line.LineSetup;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A camera over a belt on which the test lays parts, and a network that knows what was laid. */
final class FakeBelt {
  static final Box DEFECT = new Box(160, 96, 200, 144);

  private enum Laid {
    GOOD,
    DEFECTIVE,
    DAMAGED,
    END,
    UNPLUGGED
  }

  private final BlockingQueue<Laid> belt = new LinkedBlockingQueue<>();
  private volatile boolean engineBroken;
  private volatile int scale = 1;

  /** Gives the camera far more pixels than a screen has. */
  void manyPixels() {
    scale = 8;
  }

  void good(int parts) {
    for (int i = 0; i < parts; i++) {
      belt.add(Laid.GOOD);
    }
  }

  void defective() {
    belt.add(Laid.DEFECTIVE);
  }

  /** Lays a picture that cannot be read. */
  void damaged() {
    belt.add(Laid.DAMAGED);
  }

  /** Ends the source. */
  void end() {
    belt.add(Laid.END);
  }

  /** Disconnects the camera. */
  void unplug() {
    belt.add(Laid.UNPLUGGED);
  }

  /** Makes every detection fail, or work again. */
  void breakEngine(boolean broken) {
    engineBroken = broken;
  }

  LineSetup setup(String name) {
    return new LineSetup(
        name,
        Camera::new,
        new Recipe(
            "plates", 3, "Plate A", "none", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1, 0),
        Network::new,
        "Lot 7",
        new ShiftPlan(List.of(), ZoneOffset.UTC),
        OptionalLong.empty(),
        LineSetup.USUAL_INBOX,
        LineSetup.USUAL_PATIENCE,
        Optional.empty(),
        false);
  }

  private final class Camera implements FrameSource {
    private final FramePool pool;
    private long sequence;
    private long unreadable;

    private Camera(FramePool pool) {
      this.pool = pool;
    }

    @Override
    public Optional<Frame> next() throws InterruptedException {
      Laid laid = belt.take();
      while (laid == Laid.DAMAGED) {
        unreadable++;
        laid = belt.take();
      }
      if (laid == Laid.END) {
        return Optional.empty();
      }
      if (laid == Laid.UNPLUGGED) {
        throw new CaptureException("The camera was unplugged: plug it in and start again");
      }
      boolean defective = laid == Laid.DEFECTIVE;
      Frame frame = pool.take(320 * scale, 240 * scale);
      try (Scalar green = new Scalar(40, 90, 20, 0)) {
        frame.mat().put(green);
      }
      frame.mat().data().put((byte) (defective ? 1 : 0)); // read by the network below
      GroundTruth truth =
          defective
              ? new GroundTruth(List.of(new GroundTruth.Label("short", DEFECT)))
              : GroundTruth.GOOD;
      return Optional.of(
          frame.tagged(FrameTag.now(sequence, "part " + sequence++, Optional.of(truth))));
    }

    @Override
    public long unreadable() {
      return unreadable;
    }

    @Override
    public Optional<String> firstUnreadable() {
      return unreadable == 0 ? Optional.empty() : Optional.of("damaged-1.png is cut off");
    }

    @Override
    public boolean live() {
      return false; // waits for the line: a test counts every part it lays
    }

    @Override
    public String describe() {
      return "A belt in a test";
    }

    @Override
    public void close() {}
  }

  private final class Network extends MadeUpNetwork {
    private Network() {
      super("short");
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      if (engineBroken) {
        throw new DetectException("The graphics card has fallen off the bus");
      }
      boolean defective = frames.get(0).mat().data().get() == 1;
      return List.of(
          new Findings(
              defective ? List.of(new Detection(0, "short", 0.98, DEFECT)) : List.of(),
              0.1,
              1,
              0.1));
    }
  }
}
