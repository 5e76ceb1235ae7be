package io.sightline.detect;

import io.sightline.detect.onnx.ModelInput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network loaded into an engine, with the memory that it reads its picture from and writes its
 * answer to: made once, so that a picture costs none. Outputs that nobody reads are not computed
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

  /** What the picture is written to: the numbers of one, in native memory. */
  ByteBuffer picture();

  /** The shapes of the outputs for one picture, outermost first, in the order they are read. */
  List<List<Long>> shapes();

  /** What the network answered last, in the order it is read; the same buffers every time. */
  List<FloatBuffer> answer();

  /**
   * Runs the network on what is in the picture's memory; {@link #answer()} is its answer then.
   *
   * @throws DetectException when it fails, or its answer is larger than there is room for
   */
  void run();

  @Override
  void close();
}
