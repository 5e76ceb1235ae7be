package io.sightline.detect;

import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network loaded into an engine, with the memory that it reads its pictures from and writes its
 * answers to: made once, so that a picture costs none. Outputs that nobody reads are not computed
 * where the engine can do without. Owns its native memory. One thread at a time; several sessions
 * may run side by side.
 */
sealed interface Session extends AutoCloseable
    permits OnnxSession, TensorRt8Session, OpenVinoSession {
  /**
   * Loads the network of a bundle.
   *
   * @throws DetectException when the engine cannot run here, or cannot load or run the network
   */
  static Session open(ModelBundle bundle, Engine engine) {
    engine.require();
    if (engine instanceof OpenVino openVino) {
      return OpenVinoSession.open(bundle, openVino);
    }
    if (engine instanceof TensorRt8) {
      return TensorRt8Session.open(bundle);
    }
    return OnnxSession.open(bundle, (OnnxEngine) engine);
  }

  /**
   * How the picture is to be written: as the network wants it, or as frames are where the engine
   * itself makes of it what the network wants.
   */
  ModelInput input();

  /** How many pictures a run may be shown, 1 or more. */
  int pictures();

  /**
   * What a picture is written to: the numbers of one, in native memory.
   *
   * @param place from 0 to one less than {@link #pictures()}
   */
  ByteBuffer picture(int place);

  /** The first picture's. */
  default ByteBuffer picture() {
    return picture(0);
  }

  /** The shapes of the outputs for one picture, outermost first, in the order they are read. */
  List<List<Long>> shapes();

  /**
   * What the network answered last to a picture, in the order it is read; the same buffers every
   * time.
   */
  List<FloatBuffer> answer(int place);

  /** The first picture's. */
  default List<FloatBuffer> answer() {
    return answer(0);
  }

  /**
   * Runs the network on what is in the memory of the first so many pictures; {@link #answer(int)}
   * is its answer then.
   *
   * @throws DetectException when it fails, or its answer is larger than there is room for
   */
  void run(int pictures);

  /** Runs it on the first picture. */
  default void run() {
    run(1);
  }

  @Override
  void close();
}
