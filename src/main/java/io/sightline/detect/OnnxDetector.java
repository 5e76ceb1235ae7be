package io.sightline.detect;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import io.sightline.inspection.Inspection.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Looks at frames with an ONNX network, through DJL over ONNX Runtime. Frames may change their size
 * from one to the next. Made and used by one thread at a time; owns all its native memory.
 */
public final class OnnxDetector implements Detector {
  private static final int WARM_UP_RUNS = 3;

  private final ModelBundle bundle;
  private final ModelVersion version;
  private final Network network;
  private final FrameTranslator translator;
  private final Predictor<Frame, Findings> predictor;
  private boolean open = true;

  /** With the thresholds that the bundle recommends. */
  public OnnxDetector(ModelBundle bundle, Engine engine) {
    this(bundle, engine, bundle.thresholds());
  }

  /**
   * Loads the network and lets it look at noise a few times: it is warm then, and has shown that it
   * answers.
   *
   * @throws DetectException when the engine cannot load the network, or what the network answers is
   *     not what the bundle says
   */
  public OnnxDetector(ModelBundle bundle, Engine engine, Thresholds thresholds) {
    this.bundle = bundle;
    version = new ModelVersion(bundle.name(), bundle.version(), bundle.hash(), engine.key());
    network = Network.load(bundle, engine);
    FrameTranslator made = null;
    Predictor<Frame, Findings> used = null;
    try {
      made = new FrameTranslator(network, bundle, thresholds);
      used = network.predictor(made);
      warmUp(used);
    } catch (RuntimeException e) {
      if (used != null) {
        used.close();
      }
      if (made != null) {
        made.close();
      }
      network.close();
      throw e;
    }
    translator = made;
    predictor = used;
  }

  private void warmUp(Predictor<Frame, Findings> used) {
    byte[] pixels = new byte[3 * bundle.input().width() * bundle.input().height()];
    new Random(1).nextBytes(pixels);
    try (FramePool pool = new FramePool();
        Frame noise = pool.take(bundle.input().width(), bundle.input().height())) {
      noise.mat().data().put(pixels);
      for (int i = 0; i < WARM_UP_RUNS; i++) {
        look(used, noise);
      }
    }
  }

  @Override
  public List<Findings> detect(List<Frame> frames) {
    if (!open) {
      throw new DetectException("The detector is closed: it cannot look");
    }
    List<Findings> found = new ArrayList<>(frames.size());
    for (Frame frame : frames) {
      found.add(look(predictor, frame));
    }
    return found;
  }

  private Findings look(Predictor<Frame, Findings> used, Frame frame) {
    try {
      return used.predict(frame);
    } catch (DetectException e) {
      throw new DetectException("The model " + bundle.name() + ": " + e.getMessage(), e);
    } catch (TranslateException | RuntimeException e) {
      throw new DetectException(
          "The model " + bundle.name() + " could not look at a frame: " + e.getMessage(), e);
    }
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
      predictor.close();
      translator.close();
      network.close();
    }
  }
}
