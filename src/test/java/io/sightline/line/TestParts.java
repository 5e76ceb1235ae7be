package io.sightline.line;

import io.sightline.capture.CaptureException;
import io.sightline.capture.FrameSource;
import io.sightline.detect.Detector;
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
import io.sightline.inspection.ShiftPlan.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Fake parts, cameras and networks for line tests, whose store is real. */
final class TestParts {
  static final Recipe RECIPE =
      new Recipe("Test", 1, "Plate", "none", ClassLimit.failFrom(0.5), Map.of(), List.of(), 1, 0);

  private TestParts() {}

  static LineSetup setup(Camera camera, Detector detector, int inbox) {
    return setup(camera, () -> detector, inbox);
  }

  static LineSetup setup(Camera camera, Supplier<Detector> detector, int inbox) {
    return setup(camera, detector, inbox, LineSetup.USUAL_PATIENCE);
  }

  static LineSetup setup(Camera camera, Supplier<Detector> detector, int inbox, Duration patience) {
    return setup(camera::open, detector, inbox, patience);
  }

  static LineSetup setup(
      Function<FramePool, FrameSource> source,
      Supplier<Detector> detector,
      int inbox,
      Duration patience) {
    return new LineSetup(
        "Line ü 1",
        source,
        RECIPE,
        detector,
        "Lot A",
        shifts(),
        OptionalLong.empty(),
        inbox,
        patience,
        Optional.empty(),
        true);
  }

  /** Returns two shifts round the clock: now is in the later one, the epoch in the earlier. */
  private static ShiftPlan shifts() {
    return new ShiftPlan(
        List.of(
            new Shift("Earlier", LocalTime.MIDNIGHT),
            new Shift("Later", LocalTime.now(ZoneOffset.UTC))),
        ZoneOffset.UTC);
  }

  /** Returns a folder of good parts, taken at this moment, of these widths in pixels. */
  static FrameSource folder(FramePool pool, Instant taken, int... widths) {
    return new FrameSource() {
      private int shown;

      @Override
      public Optional<Frame> next() {
        if (shown == widths.length) {
          return Optional.empty();
        }
        int width = widths[shown++];
        Frame frame = pool.take(width, width * 3 / 4);
        frame.mat().data().put((byte) 0); // nothing for the network to find
        return Optional.of(
            frame.tagged(
                new FrameTag(shown, taken, System.nanoTime(), "part " + shown, Optional.empty())));
      }

      @Override
      public boolean live() {
        return false;
      }

      @Override
      public String describe() {
        return "A folder";
      }

      @Override
      public void close() {}
    };
  }

  /** A camera with one defective part in every few; the frame carries the truth. */
  record Camera(
      int parts, boolean live, int defectiveEvery, int failsAfter, boolean fatal, int unreadable) {
    Camera(int parts, boolean live, int defectiveEvery, int failsAfter) {
      this(parts, live, defectiveEvery, failsAfter, false, 0);
    }

    static Camera of(int parts) {
      return new Camera(parts, false, 5, Integer.MAX_VALUE);
    }

    Camera paced() {
      return new Camera(parts, true, defectiveEvery, failsAfter, fatal, unreadable);
    }

    Camera failingAfter(int frames) {
      return new Camera(parts, live, defectiveEvery, frames, fatal, unreadable);
    }

    /** Fails like a library that has no memory left. */
    Camera fatally() {
      return new Camera(parts, live, defectiveEvery, failsAfter, true, unreadable);
    }

    /** Reports this many unreadable images before the first frame. */
    Camera passingOver(int images) {
      return new Camera(parts, live, defectiveEvery, failsAfter, fatal, images);
    }

    FrameSource open(FramePool pool) {
      return new FrameSource() {
        private int shown;

        @Override
        public Optional<Frame> next() {
          if (shown == failsAfter && fatal) {
            throw new OutOfMemoryError("Physical memory usage is too high");
          }
          if (shown == failsAfter) {
            throw new CaptureException("The camera was unplugged");
          }
          if (shown == parts) {
            return Optional.empty();
          }
          boolean defective = ++shown % defectiveEvery == 0;
          GroundTruth truth =
              defective
                  ? new GroundTruth(List.of(new GroundTruth.Label("open", new Box(1, 1, 9, 9))))
                  : GroundTruth.GOOD;
          Frame frame = pool.take(32, 24);
          // The first byte tells the detector below what to find.
          frame.mat().data().put((byte) (defective ? 1 : 0));
          return Optional.of(
              frame.tagged(FrameTag.now(shown, "part " + shown, Optional.of(truth))));
        }

        @Override
        public boolean live() {
          return live;
        }

        @Override
        public long unreadable() {
          return unreadable;
        }

        @Override
        public String describe() {
          return "Made-up parts, one in %d defective".formatted(defectiveEvery);
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Finds what {@link Camera} put into the frame; may be slow or fail. */
  static final class Network extends MadeUpNetwork {
    private final Runnable before;
    private int looked;
    private final int failsAt;
    private final boolean failsOnDefects;
    private final int concurrency;

    Network(Runnable before, int failsAt) {
      this(before, failsAt, false, 1);
    }

    private Network(Runnable before, int failsAt, boolean failsOnDefects, int concurrency) {
      super("open");
      this.before = before;
      this.failsAt = failsAt;
      this.failsOnDefects = failsOnDefects;
      this.concurrency = concurrency;
    }

    /** Inspects three parts at once, and fails if one of them is defective. */
    static Network blindToDefectsThreeAtOnce() {
      return new Network(() -> {}, -1, true, 3);
    }

    static Network perfect() {
      return new Network(() -> {}, -1);
    }

    @Override
    public List<Findings> detect(List<Frame> frames) {
      before.run();
      if (++looked == failsAt) {
        throw new DetectException("The engine stumbled");
      }
      if (frames.size() > concurrency) {
        throw new IllegalArgumentException("Asked for more at once than it can");
      }
      return frames.stream().map(this::look).toList();
    }

    private Findings look(Frame frame) {
      boolean defective = frame.mat().data().get() == 1;
      if (defective && failsOnDefects) {
        throw new DetectException("The engine stumbled");
      }
      return new Findings(
          defective ? List.of(new Detection(0, "open", 0.9, new Box(1, 1, 9, 9))) : List.of(),
          0.1,
          1,
          0.1);
    }

    @Override
    public int concurrency() {
      return concurrency;
    }
  }
}
