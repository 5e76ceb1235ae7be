package io.sightline.detect;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.sightline.detect.onnx.DetectException;
import io.sightline.image.Frame;
import io.sightline.image.FramePool;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * One loaded network and all it needs to look at a frame, or at several in one run: session,
 * tensors, letterbox, decoder. Owns its native memory. One thread at a time; several lanes may run
 * side by side.
 */
final class Lane implements AutoCloseable {
  private static final int TRIALS = 3;

  private final ModelBundle bundle;
  private final Network network;
  private final FrameTranslator translator;
  private final Predictor<List<Frame>, List<Findings>> predictor;
  private final int pictures;

  private Lane(
      ModelBundle bundle,
      Network network,
      FrameTranslator translator,
      Predictor<List<Frame>, List<Findings>> predictor,
      int pictures) {
    this.bundle = bundle;
    this.network = network;
    this.translator = translator;
    this.predictor = predictor;
    this.pictures = pictures;
  }

  /**
   * Loads the network and lets it look at noise a few times: it has shown then that it answers, and
   * engines that prepare themselves for their first pictures have done so.
   *
   * @throws DetectException when the engine cannot load the network, or what the network answers is
   *     not what the bundle says
   */
  static Lane open(ModelBundle bundle, Engine engine, Thresholds thresholds) {
    return open(bundle, engine, thresholds, OptionalInt.empty());
  }

  /**
   * The same.
   *
   * @param known how many pictures of a run the network keeps apart, where another lane has tried
   *     it
   */
  static Lane open(ModelBundle bundle, Engine engine, Thresholds thresholds, OptionalInt known) {
    Network network = Network.load(bundle, engine);
    FrameTranslator translator = null;
    Predictor<List<Frame>, List<Findings>> predictor = null;
    try {
      int pictures =
          known.isPresent() ? known.getAsInt() : PicturesApart.count(network.session(), bundle);
      translator = new FrameTranslator(network, bundle, thresholds, pictures);
      predictor = network.predictor(translator);
      Lane lane = new Lane(bundle, network, translator, predictor, pictures);
      lane.tryOut();
      return lane;
    } catch (RuntimeException e) {
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
        look(List.of(noise));
      }
    }
  }

  /** How many frames it looks at in one run at most, 1 or more. */
  int pictures() {
    return pictures;
  }

  /**
   * What the network finds in frames, which are borrowed: in one run.
   *
   * @param frames from one to {@link #pictures()}
   * @throws DetectException when it could not look at one of them
   */
  List<Findings> look(List<Frame> frames) {
    try {
      return predictor.predict(frames);
    } catch (TranslateException | RuntimeException e) {
      throw failure(e);
    }
  }

  /** DJL wraps what our translator threw, and puts the class's name before its sentence. */
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
