package io.sightline.detect;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.sightline.detect.bundle.ModelBundle;
import io.sightline.detect.bundle.Thresholds;
import io.sightline.detect.engine.BatchIndependence;
import io.sightline.detect.engine.Engine;
import io.sightline.detect.engine.Session;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A loaded network and all it needs to process a frame, or several in one run: session, tensors,
 * letterbox, decoder. Owns its native memory. Not thread-safe, but several lanes may run side by
 * side.
 */
final class Lane implements AutoCloseable {
  private static final int TRIALS = 3;

  private final ModelBundle bundle;
  private final Network network;
  private final FrameTranslator translator;
  private final Predictor<List<Frame>, List<Findings>> predictor;
  private final int batchSize;

  private Lane(
      ModelBundle bundle,
      Network network,
      FrameTranslator translator,
      Predictor<List<Frame>, List<Findings>> predictor,
      int batchSize) {
    this.bundle = bundle;
    this.network = network;
    this.translator = translator;
    this.predictor = predictor;
    this.batchSize = batchSize;
  }

  /**
   * Loads the network and runs it on noise a few times: this proves that it answers, and lets
   * engines that prepare themselves on their first pictures do so.
   *
   * @throws DetectException if the engine cannot load the network, or its answers are not what the
   *     bundle declares
   */
  static Lane open(ModelBundle bundle, Engine engine, Thresholds thresholds) {
    return open(bundle, engine, thresholds, OptionalInt.empty());
  }

  /**
   * As {@link #open(ModelBundle, Engine, Thresholds)}, but reuses another lane's trial, if any, as
   * far as this one has room: each session falls back to one picture by itself.
   *
   * @param known how many pictures of a run the network keeps apart, if another lane has tried it
   */
  static Lane open(ModelBundle bundle, Engine engine, Thresholds thresholds, OptionalInt known) {
    Network network = Network.load(bundle, engine);
    FrameTranslator translator = null;
    Predictor<List<Frame>, List<Findings>> predictor = null;
    try {
      Session session = network.session();
      int batchSize =
          known.isPresent()
              ? Math.min(known.getAsInt(), session.batchSize())
              : BatchIndependence.count(session, bundle);
      translator = new FrameTranslator(network, bundle, thresholds, batchSize);
      predictor = network.predictor(translator);
      Lane lane = new Lane(bundle, network, translator, predictor, batchSize);
      lane.tryOut();
      return lane;
    } catch (RuntimeException | Error e) {
      if (predictor != null) {
        predictor.close();
      }
      if (translator != null) {
        translator.close();
      }
      network.close();
      throw e;
    }
  }

  private void tryOut() {
    byte[] pixels = new byte[3 * bundle.input().width() * bundle.input().height()];
    new Random(1).nextBytes(pixels);
    try (FramePool pool = new FramePool();
        Frame noise = pool.take(bundle.input().width(), bundle.input().height())) {
      noise.mat().data().put(pixels);
      for (int i = 0; i < TRIALS; i++) {
        detect(List.of(noise));
      }
    }
  }

  /** Returns how much memory its pictures and answers take outside the heap, bytes. */
  long bytes() {
    return network.session().bytes();
  }

  /** Returns the maximum number of frames in one run, 1 or more. */
  int batchSize() {
    return batchSize;
  }

  /** Returns whether boxes that overlap are merged. */
  boolean merges() {
    return translator.merges();
  }

  /**
   * Returns what the network finds in frames, which are borrowed, in one run.
   *
   * @param frames from one to {@link #batchSize()}
   * @throws DetectException if it fails on one of them
   */
  List<Findings> detect(List<Frame> frames) {
    try {
      return predictor.predict(frames);
    } catch (TranslateException | RuntimeException e) {
      throw failure(e);
    }
  }

  /** Unwraps a translator's exception: DJL prefixes its message with the class name. */
  private DetectException failure(Exception thrown) {
    Throwable said = thrown instanceof TranslateException ? thrown.getCause() : thrown;
    String separator = said instanceof DetectException ? ": " : " could not look at a frame: ";
    String reason = said == null ? thrown.getMessage() : said.getMessage();
    return new DetectException("The model " + bundle.name() + separator + reason, thrown);
  }

  @Override
  public void close() {
    predictor.close();
    translator.close();
    network.close();
  }
}
