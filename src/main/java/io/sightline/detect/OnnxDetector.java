package io.sightline.detect;

import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.List;
import java.util.Optional;

/**
 * Runs an ONNX network on frames, through DJL over ONNX Runtime. Frame sizes may change from one to
 * the next. Created and used by one thread at a time; owns all its native memory.
 *
 * <p>A single frame gets all the engine's threads: that is the fastest way to its verdict. Several
 * frames, and those begun, run side by side with a share of the threads each ({@link LanePool}):
 * threads that need not wait for each other get more pictures done. A network that takes several
 * pictures in one run gets as many as are queued.
 */
public final class OnnxDetector implements Detector {
  /** Code that runs for every frame is JIT-compiled after some dozens. */
  private static final int FRAMES_UNTIL_WARM = 60;

  private final ModelBundle bundle;
  private final ModelVersion version;

  /**
   * The lane with all the engine's threads; empty if there are none to share and any lane is as
   * fast.
   */
  private final Optional<Lane> whole;

  private final LanePool lanes;
  private boolean open = true;

  /** Creates a detector with the thresholds that the bundle recommends. */
  public OnnxDetector(ModelBundle bundle, Engine engine) {
    this(bundle, engine, bundle.thresholds());
  }

  /**
   * Loads the network and runs it on noise a few times, which proves that it answers.
   *
   * @throws DetectException if the engine cannot load the network, its answers are not what the
   *     bundle declares, or its file has changed since the bundle was read
   */
  public OnnxDetector(ModelBundle bundle, Engine engine, Thresholds thresholds) {
    bundle.requireUnchanged(); // never load an unchecked file
    this.bundle = bundle;
    version = new ModelVersion(bundle.name(), bundle.version(), bundle.hash(), engine.key());
    whole =
        engine.threads() == 0
            ? Optional.empty()
            : Optional.of(Lane.open(bundle, engine, thresholds));
    LanePool opened = null;
    try {
      opened = LanePool.open(bundle, engine, thresholds, whole);
      bundle.requireUnchanged(); // each lane reads the file, and loading may take minutes
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      whole.ifPresent(Lane::close);
      throw e;
    }
    lanes = opened;
  }

  @Override
  public List<Findings> detect(List<Frame> frames) {
    requireOpen();
    return whole.isEmpty() || (frames.size() > 1 && lanes.places() > 1)
        ? lanes.detect(frames)
        : frames.stream().flatMap(frame -> whole.get().detect(List.of(frame)).stream()).toList();
  }

  @Override
  public PendingFindings begin(Frame frame) {
    requireOpen();
    return lanes.places() > 1 ? lanes.begin(frame) : Detector.super.begin(frame);
  }

  private void requireOpen() {
    if (!open) {
      throw new DetectException("The detector is closed: it cannot look");
    }
  }

  @Override
  public int concurrency() {
    return Math.max(1, lanes.places());
  }

  @Override
  public int queueDepth() {
    return concurrency() + lanes.largestBatch();
  }

  @Override
  public boolean isSoonerAlone() {
    return whole.isPresent();
  }

  @Override
  public int framesUntilWarm() {
    return FRAMES_UNTIL_WARM;
  }

  @Override
  public boolean merges() {
    return whole.map(Lane::merges).orElseGet(lanes::merge);
  }

  @Override
  public ModelVersion version() {
    return version;
  }

  @Override
  public List<String> classes() {
    return bundle.classes();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      lanes.close();
      whole.ifPresent(Lane::close);
    }
  }
}
